import type { RequirementResult } from './report.js';

/** The requirements of one API. */
export interface ApiGroup {
  api: string;
  requirements: RequirementResult[];
}

/** Groups requirements by API, in the order of their first requirement. */
export function groupByApi(requirements: readonly RequirementResult[]): ApiGroup[] {
  const groups = new Map<string, ApiGroup>();
  for (const requirement of requirements) {
    const { contract: api } = requirement;
    const group = groups.get(api) ?? { api, requirements: [] };
    groups.set(api, group);
    group.requirements.push(requirement);
  }
  return [...groups.values()];
}

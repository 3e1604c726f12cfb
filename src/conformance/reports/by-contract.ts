import type { RequirementResult } from './report.js';

/** The requirements of one contract. */
export interface ApiGroup {
  api: string;
  requirements: RequirementResult[];
}

/** The requirements by their contract, in the order in which they come. */
export function groupByApi(requirements: readonly RequirementResult[]): ApiGroup[] {
  const groups = new Map<string, ApiGroup>();
  for (const one of requirements) {
    const { contract: api } = one;
    const group = groups.get(api) ?? { api, requirements: [] };
    groups.set(api, group);
    group.requirements.push(one);
  }
  return [...groups.values()];
}

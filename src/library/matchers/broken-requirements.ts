import type { Exchange, Finding, Level, RequirementResult } from '../types.js';

/** A requirement with the exchanges that break it. */
export interface BrokenRequirement extends Pick<
  RequirementResult,
  'id' | 'level' | 'text' | 'source' | 'findings' | 'departed'
> {
  /** Findings of requests without a valid token, which the results of the workspace do not have. */
  refusals: { exchange: Exchange; finding: Finding }[];
}

/** The requirements that a workspace breaks, or a request without a valid token. */
export function withRefusals(
  requirements: readonly RequirementResult[],
  refusals: readonly Exchange[],
  levels: readonly Level[],
): BrokenRequirement[] {
  const broken = new Map<string, BrokenRequirement>();
  for (const one of requirements)
    if (one.findings.length > 0) broken.set(one.id, { ...one, refusals: [] });
  for (const exchange of refusals)
    for (const finding of exchange.findings) {
      const { requirement: id, level, text, source } = finding;
      if (!levels.includes(level)) continue;
      const one = broken.get(id) ?? {
        id,
        level,
        text,
        source,
        findings: [],
        departed: 0,
        refusals: [],
      };
      one.refusals.push({ exchange, finding });
      broken.set(id, one);
    }
  return [...broken.values()];
}

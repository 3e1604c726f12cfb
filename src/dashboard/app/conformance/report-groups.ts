import type { RequirementResult } from '../api/types.js';

/** Verdicts, the most urgent first. */
export const VERDICTS = ['fail', 'warn', 'pass', 'skip'] as const;
export type Verdict = (typeof VERDICTS)[number];
export const LEVELS = ['MUST', 'SHOULD', 'INFO'] as const;

export interface ResultFilters {
  verdict?: string | undefined;
  level?: string | undefined;
  api?: string | undefined;
  search?: string | undefined;
}

/** The results that match all filters. Every word of a search must occur. */
export function filteredResults(
  results: readonly RequirementResult[],
  { verdict, level, api, search = '' }: ResultFilters,
): RequirementResult[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return results.filter(
    (result) =>
      (!verdict || result.verdict === verdict) &&
      (!level || result.level === level) &&
      (!api || result.contract === api) &&
      (words.length === 0 || matches(result, words)),
  );
}

function matches(
  { id, text, source, findings, next }: RequirementResult,
  words: readonly string[],
): boolean {
  const fields = findings.flatMap(({ pointer, expected, seen }) => [pointer, expected, seen]);
  const content = [id, text, source, next, ...fields].join('\n').toLowerCase();
  return words.every((word) => content.includes(word));
}

/** Results by verdict, the most urgent first, without empty groups. */
export function groupedResults(
  results: readonly RequirementResult[],
): { verdict: Verdict; results: RequirementResult[] }[] {
  return VERDICTS.map((verdict) => ({
    verdict,
    results: results.filter((result) => result.verdict === verdict),
  })).filter((group) => group.results.length > 0);
}

/**
 * Steps that lead to results, those for the most requirements first. Only of the APIs that have a result already, if one
 * has: nobody uses all of them.
 */
export function nextSteps(
  results: readonly RequirementResult[],
): { step: string; count: number }[] {
  const counts = new Map<string, number>();
  const used = new Set(
    results.flatMap(({ verdict, contract }) => (verdict === 'skip' ? [] : [contract])),
  );
  for (const { next, contract } of results)
    if (next !== undefined && (used.size === 0 || used.has(contract)))
      counts.set(next, (counts.get(next) ?? 0) + 1);
  return [...counts]
    .map(([step, count]) => ({ step, count }))
    .toSorted((one, other) => other.count - one.count);
}

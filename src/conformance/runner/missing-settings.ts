import type { RequirementResult } from '../reports/report.js';
import type { ConformanceSuite } from './suite.js';

/** A setting in a hint or in the reason of a skipped requirement: `data.products`. */
const SETTING = /\b(?:clients|data|act)\.\w+/g;

/** The hints of the suites on settings without which requirements were skipped. */
export function missingSettings(
  requirements: readonly RequirementResult[],
  suites: readonly ConformanceSuite[],
): string[] {
  const reasons = requirements
    .filter(({ verdict, excused }) => verdict === 'skip' && !excused)
    .map(({ reason = '' }) => reason);
  const missing = new Set(reasons.flatMap(settingsIn));
  const tested = new Set(requirements.map(({ contract }) => contract));
  const hints = suites
    .filter(({ api }) => tested.has(api.name))
    .flatMap((suite) => suite.optionalConfiguration)
    .filter((hint) => settingsIn(hint.split(':')[0] ?? '').some((name) => missing.has(name)));
  return [...new Set(hints)];
}

function settingsIn(text: string): string[] {
  return text.match(SETTING) ?? [];
}

import type { RunOptions } from './configuration/options.js';
import type { ConformanceSuite } from './suite.js';

/** A setting in a hint: `data.products`. */
const SETTING = /\b(clients|data|act)\.(\w+)/g;

/** The hints of the suites on settings of which the configuration has none. */
export function missingSettings(
  options: RunOptions,
  suites: readonly ConformanceSuite[],
): string[] {
  const { role, apis } = options;
  const isGiven = ([, section, name]: RegExpExecArray | string[]): boolean =>
    options[section as 'clients' | 'data' | 'act'][name ?? ''] !== undefined;
  const hints = suites
    .filter(({ api }) => role in api.parties && (apis?.includes(api.name) ?? true))
    .flatMap((suite) => suite.optionalConfiguration)
    .filter((hint) => {
      const [names = ''] = hint.split(':');
      return [...names.matchAll(SETTING)].some((setting) => !isGiven(setting));
    });
  return [...new Set(hints)];
}

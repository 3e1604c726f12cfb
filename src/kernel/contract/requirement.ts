import type { Finding } from '../journal/exchange.js';

/** What a contract asks of a party, in one sentence, and where that is written. */
export interface Requirement {
  id: string;
  level: Finding['level'];
  text: string;
  source: string;
}

type Line = readonly [id: string, level: Finding['level'], text: string, source: string];

/** Makes a table of requirements into a catalogue by name. */
export function requirements<Lines extends Record<string, Line>>(
  lines: Lines,
): Record<keyof Lines, Requirement> {
  return Object.fromEntries(
    Object.entries(lines).map(([name, [id, level, text, source]]) => [
      name,
      { id, level, text, source },
    ]),
  ) as Record<keyof Lines, Requirement>;
}

/** Says that a message departs from a requirement at that place. */
export function finding(
  { id, ...rest }: Requirement,
  pointer: string,
  expected: string,
  seen: string,
): Finding {
  return {
    requirement: id,
    level: rest.level,
    pointer,
    expected,
    seen,
    source: rest.source,
    text: rest.text,
  };
}

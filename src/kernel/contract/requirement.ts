import type { Finding } from '../journal/exchange.js';

/** A party in one of its two positions: `ordersysteem server` answers, `ordersysteem client` calls. */
export type Who = `${string} ${'client' | 'server'}`;

/** What a contract asks of a party, in one sentence, and where that is written. */
export interface Requirement {
  id: string;
  level: Finding['level'];
  /** Who has to meet it. */
  who: readonly Who[];
  /** The operations at which it shows. */
  over: readonly string[];
  text: string;
  source: string;
  /** Whether a message of these operations says anything that can be judged by it; absent: every one does. */
  when?: ((message: never) => boolean) | undefined;
  /** A message alone does not show it: whoever knows what went before says when it was met. */
  told?: boolean | undefined;
  /** Why nobody can test it from outside. */
  excused?: string | undefined;
  /** The switch that decides on it, where the sources disagree. */
  rule?: string | undefined;
}

type More = Partial<Pick<Requirement, 'when' | 'told' | 'excused' | 'rule'>>;
type Line = readonly [
  id: string,
  level: Finding['level'],
  who: string,
  over: string,
  text: string,
  source: string,
  more?: More,
];

/** A place in a message at which it departs from a requirement. */
export type Departure = Pick<Finding, 'pointer' | 'expected' | 'seen'>;

/**
 * Makes a table of requirements into a catalogue by name. Several parties are separated by commas, several operations by
 * spaces.
 */
export function requirements<Lines extends Record<string, Line>>(
  lines: Lines,
): Record<keyof Lines, Requirement> {
  const made = Object.entries(lines).map(
    ([name, [id, level, who, over, text, source, more]]): [string, Requirement] => [
      name,
      {
        id,
        level,
        who: who.split(', ') as Who[],
        over: over.split(' '),
        text,
        source,
        ...more,
      },
    ],
  );
  return Object.fromEntries(made) as Record<keyof Lines, Requirement>;
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

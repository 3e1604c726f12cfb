import type { Violation } from './violation.js';

/** A party in one of its two positions: `ordersysteem server` answers, `ordersysteem client` calls. */
export type Actor = `${string} ${'client' | 'server'}`;

/** What a contract asks of a party, in one sentence, and where that is written. */
export interface Requirement {
  id: string;
  level: Violation['level'];
  /** Who has to meet it. */
  actors: readonly Actor[];
  /** The operations at which it shows. */
  operations: readonly string[];
  text: string;
  source: string;
  /** Whether a message of these operations says anything that can be judged by it; absent: every one does. */
  appliesTo?: ((message: never) => boolean) | undefined;
  /** A message alone does not show it: whoever knows what went before says when it was met. */
  stateful?: boolean | undefined;
  /** Why nobody can test it from outside. */
  notTestedReason?: string | undefined;
  /** The switch that decides on it, where the sources disagree. */
  rule?: string | undefined;
}

type More = Partial<Pick<Requirement, 'appliesTo' | 'stateful' | 'notTestedReason' | 'rule'>>;
type Line = readonly [
  id: string,
  level: Violation['level'],
  who: string,
  over: string,
  text: string,
  source: string,
  more?: More,
];

/** A place in a message at which it departs from a requirement. */
export type ViolationDetail = Pick<Violation, 'pointer' | 'expected' | 'seen'>;

/**
 * Makes a table of requirements into a catalogue by name. Several parties are separated by commas, several operations by
 * spaces.
 */
export function defineRequirements<Lines extends Record<string, Line>>(
  lines: Lines,
): Record<keyof Lines, Requirement> {
  const made = Object.entries(lines).map(
    ([name, [id, level, who, over, text, source, more]]): [string, Requirement] => [
      name,
      {
        id,
        level,
        actors: who.split(', ') as Actor[],
        operations: over.split(' '),
        text,
        source,
        ...more,
      },
    ],
  );
  return Object.fromEntries(made) as Record<keyof Lines, Requirement>;
}

/** Says that a message departs from a requirement at that place. */
export function violationOf(
  { id, ...rest }: Requirement,
  pointer: string,
  expected: string,
  seen: string,
): Violation {
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

import type { Violation } from './violation.js';

/**
 * A party in one of its two positions: `ordersysteem server` answers, `ordersysteem client` calls.
 */
export type Actor<Party extends string = string> = `${Party} ${'client' | 'server'}`;

/** One rule of a specification, in one sentence, with the place where it is written. */
export interface Requirement<
  RequiredActor extends Actor = Actor,
  OperationName extends string = string,
> {
  id: string;
  level: Violation['level'];
  /** Parties that must satisfy it. */
  actors: readonly RequiredActor[];
  /** Names of the operations whose messages show it. */
  operations: readonly OperationName[];
  text: string;
  source: string;
  /** Effect of a violation in production, in one sentence. */
  effect?: string | undefined;
  /** Selects the messages that it can be checked on; absent: every message of its operations. */
  appliesTo?: ((message: never) => boolean) | undefined;
  /**
   * Depends on earlier messages: it is satisfied only when a check recorded a result without
   * violations.
   */
  stateful?: boolean | undefined;
  /** Reason why it cannot be tested from outside. */
  notTestedReason?: string | undefined;
  /** Reason why the runner cannot test it; the sandbox checks it. */
  sandboxOnlyReason?: string | undefined;
  /** Action after which it is tested, where that does not follow from its operations. */
  nextStep?: string | undefined;
  /** Name of the rule switch that decides on it, where the sources disagree. */
  rule?: string | undefined;
}

/** A place in a message that violates a requirement: where, what was expected and what was seen. */
export type ViolationDetail = Pick<Violation, 'pointer' | 'expected' | 'seen'>;

/** A catalogue of requirements by name. Without it each entry would have a type of its own. */
export function defineRequirements<Name extends string>(
  requirements: Record<Name, Requirement>,
): Record<Name, Requirement> {
  return requirements;
}

/** A catalogue in the order of its ids: its parts are sorted by theme, the documents by id. */
export function sortedById<Name extends string>(
  requirements: Record<Name, Requirement>,
): Record<Name, Requirement> {
  const sorted = Object.entries<Requirement>(requirements).toSorted(([, one], [, other]) =>
    one.id.localeCompare(other.id, 'en', { numeric: true }),
  );
  return Object.fromEntries(sorted) as Record<Name, Requirement>;
}

/** The violation of a requirement at that place of a message. */
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

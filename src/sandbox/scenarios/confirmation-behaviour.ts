import { randomUUID } from 'node:crypto';
import { findBehaviour, type TriggeredBehaviour } from './scenario.js';

/** Way in which a confirmation is sent, as the behaviours of the message determine it. */
export interface ConfirmationBehaviour {
  /** True: no confirmation is sent. */
  neverConfirmed: boolean;
  /** Milliseconds until the confirmation. Undefined: the setting of the workspace applies. */
  delayMs: number | undefined;
  copies: 'one' | 'two alike' | 'two that differ';
  /** Intended error in the confirmation. */
  corruption: 'reference' | 'schema' | undefined;
}

export function confirmationBehaviourOf(
  triggered: readonly TriggeredBehaviour[],
): ConfirmationBehaviour {
  const has = (behaviour: string): boolean => findBehaviour(triggered, behaviour) !== undefined;
  return {
    neverConfirmed: has('never-confirmed'),
    delayMs: findBehaviour(triggered, 'confirmed-late')?.afterMs,
    copies: has('confirmed-differently')
      ? 'two that differ'
      : has('confirmed-twice')
        ? 'two alike'
        : 'one',
    corruption: has('invalid-schema') ? 'schema' : has('wrong-reference') ? 'reference' : undefined,
  };
}

/** Puts the intended error into a confirmation. `reference` is the field that repeats the id of the message. */
export function corrupt(
  confirmation: object,
  wrong: ConfirmationBehaviour['corruption'],
  reference: string,
): object {
  if (wrong === 'reference') return { ...confirmation, [reference]: randomUUID() };
  if (wrong === 'schema')
    return { ...confirmation, success: 'perhaps', processedTimestamp: undefined };
  return confirmation;
}

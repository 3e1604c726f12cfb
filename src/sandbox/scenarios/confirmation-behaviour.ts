import { randomUUID } from 'node:crypto';
import { findBehaviour, type TriggeredBehaviour } from './scenario.js';

/** How a confirmation goes out, by the behaviours that its message calls for. */
export interface ConfirmationBehaviour {
  /** No confirmation ever. */
  never: boolean;
  /** Milliseconds until the confirmation, when it is not the workspace's usual time. */
  lateMs: number | undefined;
  copies: 'one' | 'two alike' | 'two that differ';
  /** What is wrong with it, on purpose. */
  wrong: 'reference' | 'schema' | undefined;
}

export function confirmationBehaviourOf(
  called: readonly TriggeredBehaviour[],
): ConfirmationBehaviour {
  const has = (behaviour: string): boolean => findBehaviour(called, behaviour) !== undefined;
  return {
    never: has('never-confirmed'),
    lateMs: findBehaviour(called, 'confirmed-late')?.afterMs,
    copies: has('confirmed-differently')
      ? 'two that differ'
      : has('confirmed-twice')
        ? 'two alike'
        : 'one',
    wrong: has('invalid-schema') ? 'schema' : has('wrong-reference') ? 'reference' : undefined,
  };
}

/** A confirmation with what is wrong with it on purpose; `reference` is the field that repeats the message's own. */
export function corrupt(
  confirmation: object,
  wrong: ConfirmationBehaviour['wrong'],
  reference: string,
): object {
  if (wrong === 'reference') return { ...confirmation, [reference]: randomUUID() };
  if (wrong === 'schema')
    return { ...confirmation, success: 'perhaps', processedTimestamp: undefined };
  return confirmation;
}

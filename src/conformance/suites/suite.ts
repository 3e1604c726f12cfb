import { jsonOf } from '../../kernel/contract/judgement.js';
import type { Contract } from '../../kernel/contract/operation.js';
import type { Exchange } from '../../kernel/journal/exchange.js';
import type { Lab } from '../runner/lab.js';
import type { Test } from '../runner/trial.js';

/** What is tried on who plays a role of a contract. */
export interface Suite {
  contract: Contract;
  /** What it can be told beside the target, and for what. */
  needs: readonly string[];
  tests: (lab: Lab, role: string) => Test[];
}

/** The message of a call, where it is JSON. */
export function messageOf<Message>({ request }: Exchange): Message | undefined {
  return jsonOf(request.body) as Message | undefined;
}

/** Whether a message of the partner was taken: also where he was told otherwise on purpose, after that. */
export function isTaken({ status, fault }: Exchange): boolean {
  return status < 400 || fault?.when === 'after';
}

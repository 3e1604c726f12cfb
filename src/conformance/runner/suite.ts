import type { Type as Class } from '@nestjs/common';
import { parseJson } from '../../platform/requirements/check-result.js';
import type { ApiDescriptor } from '../../platform/api/operation.js';
import type { Exchange } from '../../platform/journal/exchange.js';
import type { ConformanceSession } from './conformance-session.js';
import type { Test } from './test-context.js';

/** What is tried on who plays a role of a contract. */
export interface Suite {
  api: ApiDescriptor;
  /** Class of the sections `clients`, `data` and `act` of the configuration file. */
  configuration: Class;
  /** What it can be told beside the target, and for what. */
  needs: readonly string[];
  tests: (session: ConformanceSession, role: string) => Test[];
}

/** The message of a call, where it is JSON. */
export function jsonBodyOf<Message>({ request }: Exchange): Message | undefined {
  return parseJson(request.body) as Message | undefined;
}

/** Whether a message of the partner was taken: also where he was told otherwise on purpose, after that. */
export function isAccepted({ status, fault }: Exchange): boolean {
  return status < 400 || fault?.when === 'after';
}

import type { Type as Class } from '@nestjs/common';
import { parseJson } from '../../platform/requirements/check-result.js';
import type { Api } from '../../platform/api/operation.js';
import type { Exchange } from '../../platform/journal/exchange.js';
import type { ConformanceSession } from './conformance-session.js';
import type { ConformanceTest } from './test-context.js';

/** Tests for the roles of one API. */
export interface ConformanceSuite {
  api: Api;
  /** Class of the sections `clients`, `data` and `act` of the configuration file; absent: the suite has no settings. */
  configuration?: Class;
  /** Optional configuration (`clients`, `data`, `act`) that lets more requirements be tested. */
  optionalConfiguration: readonly string[];
  tests: (session: ConformanceSession, role: string) => ConformanceTest[];
}

/** Parses the request body of an exchange; undefined if it is not JSON. */
export function jsonBodyOf<Message>({ request }: Exchange): Message | undefined {
  return parseJson(request.body) as Message | undefined;
}

/**
 * Tells if the sandbox accepted a request of the partner, also if it answered an error afterwards
 * on purpose.
 */
export function isAccepted({ status, fault }: Exchange): boolean {
  return status < 400 || fault?.when === 'after';
}

import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Operation } from '../api/operation.js';
import type { Client } from './client.entity.js';
import type { CheckResult } from '../requirements/check-result.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guard of the operation. */
    caller: Caller | undefined;
  }
}

/** An authorized caller of an operation. */
export interface Caller {
  workspace: string;
  client: Client;
  /** Scopes of the operation that the token has. */
  scopes: ReadonlySet<string>;
  /** All claims of the token. */
  claims: Readonly<Record<string, unknown>>;
  /** Requested version of the API. */
  version: string;
  /** True: the requested path belongs to an older platform. */
  legacy: boolean;
  /** URL of an operation, in the form of this request. */
  linkTo(operation: Operation, parameters: Record<string, string>): string;
  /** Records the results of checks in the current exchange. */
  record(results: readonly CheckResult[]): void;
}

export const Caller = createParamDecorator(
  (_: unknown, context: ExecutionContext): Caller =>
    context.switchToHttp().getRequest<FastifyRequest>().caller!,
);

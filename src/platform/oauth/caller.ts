import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Operation } from '../api/operation.js';
import type { Client } from './client.entity.js';
import type { CheckResult } from '../requirements/check-result.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guard. */
    caller: Caller | undefined;
  }
}

/** Who calls, and in which workspace. */
export interface Caller {
  workspace: string;
  client: Client;
  /** Those of the operation's scopes that the token has. */
  scopes: ReadonlySet<string>;
  /** All that the token says. */
  claims: Readonly<Record<string, unknown>>;
  /** The version of the API that is asked for. */
  version: string;
  /** The path that was asked for is one of the older platform. */
  legacy: boolean;
  /** The URL of an operation, in the form in which this request came. */
  linkTo(operation: Operation, parameters: Record<string, string>): string;
  /** Files the results of checks with the current exchange. */
  record(results: readonly CheckResult[]): void;
}

export const Caller = createParamDecorator(
  (_: unknown, context: ExecutionContext): Caller =>
    context.switchToHttp().getRequest<FastifyRequest>().caller!,
);

import {
  Catch,
  HttpException,
  Inject,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { Paths } from './paths.js';
import { isSandboxPage } from './record-exchanges.js';
import { giveReason } from './sandbox-reason.js';
import { unservedRouteProblem } from './unserved-route.js';
import { at, fail, resultOf, type CheckResult } from '../requirements/check-result.js';
import { pointerOf } from '../validation/schema.js';
import { LOG } from '../observability/log.js';
import type { ErrorFormat, RenderedProblem } from '../errors/error-format.js';
import { RouteNotFound, Problem } from '../errors/problem.js';
import { type Config, CONFIG } from '../config/config.js';
import { ROLES } from '../api/served-role.js';
import type { ServedRole } from '../api/served-role.js';
import { ownValue } from '../validation/own-value.js';

/**
 * Turns every thrown error, and requests without a route, into a response in the error format of
 * the path.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly paths: Paths,
    @Inject(ROLES) private readonly roles: ServedRole[],
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(thrown, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  answer(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const errorFormat = this.paths.errorFormatOf(request.url);
    const problem =
      request.is404 || thrown instanceof RouteNotFound
        ? unservedRouteProblem(this.paths, this.roles, request, reply)
        : this.problemOf(thrown, errorFormat);
    request.exchange.record([...problem.results, ...this.checkMessage(problem, request)]);
    void reply.send(this.prepare(problem, request, reply));
  }

  /**
   * Sets the status and the headers of a problem, in the error format of the path. Returns the body;
   * undefined for none.
   */
  prepare(problem: Problem, request: FastifyRequest, reply: FastifyReply): string | undefined {
    const { status, reason, detail } = problem;
    const { contentType, body } = this.render(problem, request.url);
    // A guard sets it, unless the request was refused before.
    request.exchange.role ??= this.paths.roleOf(request.url)?.name;
    void reply.status(status).headers(detail.headers ?? {});
    if (!isSandboxPage(request)) giveReason(reason, request, reply);
    if (body === undefined) return undefined;
    void reply.header('content-type', contentType);
    return JSON.stringify(body);
  }

  /** Renders a problem in the error format of a rewritten path. */
  render(problem: Problem, url: string): RenderedProblem {
    const api = this.paths.at(url)?.api.name;
    return this.paths.errorFormatOf(url).render(problem, this.config.rules, api);
  }

  /** Response to a path that cannot be decoded: Fastify runs no route and no hook for it. */
  prepareUndecodablePath(request: FastifyRequest, reply: FastifyReply): string {
    const { url, originalUrl } = request;
    const problem = this.paths.errorFormatOf(url).unknownPath(originalUrl, []);
    return this.prepare(problem, request, reply) ?? '';
  }

  /** Records schema errors and a wrong media type as violations. */
  private checkMessage(
    { status, detail: { errors = [] } }: Problem,
    { url, exchange, headers }: FastifyRequest,
  ): CheckResult[] {
    const known = this.paths.at(url);
    const operation = ownValue(known?.api.operations, exchange.operation ?? '');
    if (!known || !operation) return [];
    const { schemaRequirement, mediaTypeRequirement } = known.api.requirements;
    const details = errors.map((error) => at(pointerOf(error), error.expected, error.seen));
    const schema = details.length > 0 ? [resultOf(schemaRequirement(operation), ...details)] : [];
    if (status !== 415 || !mediaTypeRequirement || headers['content-encoding'] !== undefined)
      return schema;
    const expected = operation.nonJsonBody?.mediaType ?? 'application/json';
    // The header of the request itself has another value (record-exchanges.ts).
    const actual = String(exchange.request.headers['content-type'] ?? 'missing');
    return [...schema, fail(mediaTypeRequirement(operation), 'Content-Type', expected, actual)];
  }

  private problemOf(thrown: unknown, errorFormat: ErrorFormat): Problem {
    if (thrown instanceof Problem) return thrown;
    if (thrown instanceof HttpException)
      return new Problem(thrown.getStatus(), { text: thrown.message });
    this.log.error({ err: thrown }, 'unexpected error in a request');
    return errorFormat.internalError();
  }
}

import {
  Catch,
  HttpException,
  Inject,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { CONFIG, type Config } from '../../config.js';
import { Paths, type Verdict } from '../contract/paths.js';
import { nearMissOf } from '../contract/near-miss.js';
import { finding } from '../contract/requirement.js';
import { ROLES, type Role } from '../contract/role.js';
import { placeOf } from '../contract/schema.js';
import { LOG } from '../observe/log.js';
import type { Dialect, Rendered } from './dialect.js';
import { NothingServed, Problem } from './problem.js';

/** Turns whatever was thrown into an answer in the caller's dialect. Nothing served is a problem like any other. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly paths: Paths,
    @Inject(ROLES) private readonly roles: Role[],
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(thrown, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  answer(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const dialect = this.paths.dialectOf(request.url);
    const problem =
      request.is404 || thrown instanceof NothingServed
        ? this.nothingServed(request, reply, dialect)
        : this.problemOf(thrown, dialect);
    this.noteFaults(problem, request);
    const { contentType, body } = dialect.render(problem, this.config.rules);
    void reply.status(problem.status).headers(problem.detail.headers ?? {});
    if (body === undefined) void reply.send();
    else void reply.header('content-type', contentType).send(JSON.stringify(body));
  }

  /** A problem in the dialect of a rewritten path. */
  rendered(problem: Problem, url: string): Rendered {
    return this.paths.dialectOf(url).render(problem, this.config.rules);
  }

  /** The answer to a path that cannot be decoded, for which no route and no hook runs. */
  unreadablePath({ originalUrl }: FastifyRequest, reply: FastifyReply): string {
    const dialect = this.paths.dialectOf(originalUrl);
    const problem = dialect.unknownPath(originalUrl, []);
    const { contentType, body } = dialect.render(problem, this.config.rules);
    void reply.status(problem.status).header('content-type', contentType);
    return JSON.stringify(body);
  }

  private nothingServed(
    { method, url, exchange, originalUrl }: FastifyRequest,
    reply: FastifyReply,
    dialect: Dialect,
  ): Problem {
    const verdict = this.paths.judge(method, url);
    exchange.role = this.paths.roleOf(url)?.name;
    exchange.nearMiss = nearMissOf(verdict, method, url, this.roles);
    if (verdict.kind !== 'unknown-path' && verdict.meant) {
      const { provided } = verdict.meant.contract.asked;
      const expected = verdict.allow || 'a call of the provider';
      exchange.note([finding(provided, '', expected, `${method}: ${reasonOf(verdict)}`)]);
    }
    if (verdict.kind === 'unknown-path') return dialect.unknownPath(originalUrl, verdict.known);
    const version = this.paths.at(url)?.place.version;
    if (version !== undefined) void reply.header('API-Version', version);
    return new Problem(405, {
      text: `${method} is not served here; ${verdict.allow || 'nothing'} is`,
      headers: { Allow: verdict.allow, 'Sandbox-Reason': reasonOf(verdict) },
    });
  }

  /** A message against its schema is a finding, too, and so is one of another media type. */
  private noteFaults(
    { status, detail: { faults = [] } }: Problem,
    { url, exchange, headers }: FastifyRequest,
  ): void {
    const known = this.paths.at(url);
    const operation = known?.contract.operations[exchange.operation ?? ''];
    if (!known || !operation) return;
    const { valid, typed } = known.contract.asked;
    const asked = valid(operation);
    exchange.note(
      faults.map((fault) => finding(asked, placeOf(fault), fault.expected, fault.seen)),
    );
    if (status !== 415 || !typed || headers['content-encoding'] !== undefined) return;
    const expected = operation.takes?.mediaType ?? 'application/json';
    const seen = headers['content-type'] ?? 'missing';
    exchange.note([finding(typed(operation), 'Content-Type', expected, seen)]);
  }

  private problemOf(thrown: unknown, dialect: Dialect): Problem {
    if (thrown instanceof Problem) return thrown;
    if (thrown instanceof HttpException)
      return new Problem(thrown.getStatus(), { text: thrown.message });
    this.log.error({ err: thrown }, 'a request failed inside');
    return dialect.failed();
  }
}

function reasonOf(verdict: Exclude<Verdict, { kind: 'unknown-path' }>): string {
  return verdict.kind === 'wrong-role'
    ? `wrong-role; provider="${verdict.provider}"`
    : 'wrong-method';
}

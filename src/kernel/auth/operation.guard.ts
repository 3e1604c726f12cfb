import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Links } from '../contract/links.js';
import type { Operation } from '../contract/operation.js';
import { operationOf } from '../contract/operation-of.js';
import { Paths } from '../contract/paths.js';
import type { Place } from '../contract/places.js';
import { NothingServed } from '../problem/problem.js';
import type { Caller } from './caller.js';

/** Whom a guard lets in, and with which rights. */
export type Admitted = Pick<Caller, 'client' | 'scopes' | 'claims'>;

/** What every guard of an operation does; whom it lets in is the business of the family's own. */
export abstract class OperationGuard implements CanActivate {
  constructor(
    private readonly paths: Paths,
    private readonly links: Links,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const operation = operationOf(context.getHandler());
    const { exchange } = request;
    // What is asked of a fixed path by another method falls to its neighbour with a parameter.
    const known = this.paths.at(request.url);
    if (known?.path !== operation.path) throw new NothingServed();
    const { version, legacy } = known.place;
    if (version !== undefined) http.getResponse<FastifyReply>().header('API-Version', version);

    exchange.role = operation.servedBy;
    exchange.operation = operation.name;
    if (operation.open) return true;
    const admitted = await this.admit(request, operation, known.place);
    request.caller = {
      ...admitted,
      workspace: admitted.client.workspace,
      version: version ?? operation.contract.version,
      legacy,
      linkTo: (target, parameters) => this.links.to(request, target, parameters),
      note: (findings) => exchange.note(findings),
    };
    return true;
  }

  /** Who calls, or the problem that keeps him out. */
  protected abstract admit(
    request: FastifyRequest,
    operation: Operation,
    place: Place,
  ): Promise<Admitted>;
}

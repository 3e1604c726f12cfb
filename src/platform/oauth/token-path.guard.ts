import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Paths } from '../http/paths.js';
import { RouteNotFound } from '../errors/problem.js';

/** Lets a request through to a token endpoint that is served: not every one is, where the root plays one role. */
@Injectable()
export class TokenPathGuard implements CanActivate {
  constructor(private readonly paths: Paths) {}

  canActivate(context: ExecutionContext): boolean {
    const { url } = context.switchToHttp().getRequest<FastifyRequest>();
    if (this.paths.isTokenPath(url)) return true;
    throw new RouteNotFound();
  }
}

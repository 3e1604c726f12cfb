import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Paths } from '../http/paths.js';
import { RouteNotFound } from '../errors/problem.js';

/** Admits requests to token endpoints that are served. With a root role some are not. */
@Injectable()
export class TokenPathGuard implements CanActivate {
  constructor(private readonly paths: Paths) {}

  canActivate(context: ExecutionContext): boolean {
    const { url } = context.switchToHttp().getRequest<FastifyRequest>();
    if (this.paths.isTokenPath(url)) return true;
    throw new RouteNotFound();
  }
}

import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Problem, RouteNotFound } from '../../platform/errors/problem.js';
import { textOf, type RawBody } from '../../platform/http/raw-body.js';
import { StrayExchanges } from '../../platform/replicas/stray-exchanges.js';

/** Receives exchanges from other replicas. Unsigned requests get the answer of an unknown path. */
@ApiExcludeController()
@Controller('_sandbox/replicas/exchanges')
export class ReplicaExchangesController {
  constructor(private readonly strays: StrayExchanges) {}

  @Post()
  @HttpCode(204)
  addExchange(@Req() { isForwarded, body }: FastifyRequest): void {
    if (!isForwarded) throw new RouteNotFound();
    if (!this.strays.receive(textOf(body as RawBody | undefined)))
      throw new Problem(421, { text: 'This replica does not own the workspace' });
  }
}

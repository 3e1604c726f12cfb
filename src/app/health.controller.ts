import { Controller, Get, Header, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Readiness } from './readiness.js';
import { Metrics } from '../platform/observability/metrics.js';

@ApiExcludeController()
@Controller()
export class HealthController {
  constructor(
    private readonly readiness: Readiness,
    private readonly metrics: Metrics,
  ) {}

  /** Liveness: the process responds. */
  @Get('healthz')
  health(): { status: string } {
    return { status: 'ok' };
  }

  /** Readiness: 200 when the database is migrated and seeded and the server listens, otherwise 503. */
  @Get('readyz')
  ready(@Res({ passthrough: true }) reply: FastifyReply): { status: string } {
    const { ready } = this.readiness;
    void reply.status(ready ? 200 : 503);
    return { status: ready ? 'ready' : 'not ready' };
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  scrape(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}

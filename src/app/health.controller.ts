import { Controller, Get, Header, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Readiness } from './readiness.js';
import { Metrics } from '../platform/observability/metrics.js';
import { Membership } from '../platform/replicas/membership.js';
import { Store } from '../platform/persistence/store.js';
import { Ownership } from '../platform/workspaces/ownership.js';
import { DEFAULT_WORKSPACE } from '../platform/workspaces/workspaces.js';

@ApiExcludeController()
@Controller()
export class HealthController {
  constructor(
    private readonly readiness: Readiness,
    private readonly metrics: Metrics,
    private readonly store: Store,
    private readonly membership: Membership,
    private readonly ownership: Ownership,
  ) {
    const help = '1: the database can be used; 0: it cannot';
    metrics.gauge('ketenlab_database_available', help, async () => (store.unavailable ? 0 : 1));
  }

  /** Liveness: the process responds. */
  @Get('healthz')
  health(): { status: string } {
    return { status: 'ok' };
  }

  /**
   * Readiness: 200 when the database is migrated and seeded and the server listens, otherwise 503; with the reason if the
   * database cannot be used.
   */
  @Get('readyz')
  async ready(
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ status: string; reason?: string }> {
    await this.useDatabase().catch(() => undefined);
    const reason = this.membership.refusal ?? this.store.unavailable?.message;
    const ready = this.readiness.ready && reason === undefined;
    void reply.status(ready ? 200 : 503);
    return { status: ready ? 'ready' : 'not ready', ...(reason !== undefined && { reason }) };
  }

  /** The store notices that its database is gone when it is used: a server without requests would stay ready. */
  private async useDatabase(): Promise<void> {
    if (this.ownership.isShared) await this.membership.renew();
    else await this.store.read(DEFAULT_WORKSPACE, () => undefined);
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  scrape(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}

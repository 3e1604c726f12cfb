import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { Store } from '../persistence/store.js';

const WAITING = `select count(*) as waiting from "deliveries" where "state" = 'waiting'`;

/** What of an exchange is measured. */
interface MeasuredExchange {
  direction: string;
  role?: string | undefined;
  operation?: string | undefined;
  status: number;
  durationMs: number;
  findings: readonly { requirement: string; level: string }[];
}

/** Prometheus metrics. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  private readonly durations = new Histogram({
    name: 'ketenlab_exchange_seconds',
    help: 'How long requests took, in and out',
    labelNames: ['direction', 'role', 'operation', 'status'] as const,
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [this.registry],
  });
  private readonly findings = new Counter({
    name: 'ketenlab_findings_total',
    help: 'Findings about the messages of partners',
    labelNames: ['requirement', 'level'] as const,
    registers: [this.registry],
  });

  constructor(store: Store) {
    collectDefaultMetrics({ register: this.registry });
    this.registry.registerMetric(waitingGauge(store));
  }

  observe({
    direction,
    role = '',
    operation = '',
    status,
    durationMs,
    findings,
  }: MeasuredExchange): void {
    this.durations.observe({ direction, role, operation, status }, durationMs / 1000);
    for (const { requirement, level } of findings) this.findings.inc({ requirement, level });
  }
}

function waitingGauge(store: Store): Gauge {
  return new Gauge({
    name: 'ketenlab_deliveries_waiting',
    help: 'Messages that are still to go out, in all workspaces',
    registers: [],
    async collect() {
      const row = await store.readShared((tx) => tx.get<{ waiting: number }>(WAITING));
      this.set(row?.waiting ?? 0);
    },
  });
}

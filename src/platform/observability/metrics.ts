import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** Fields of an exchange that are measured. */
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
    help: 'Duration of inbound and outbound requests',
    labelNames: ['direction', 'role', 'operation', 'status'] as const,
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [this.registry],
  });
  private readonly findings = new Counter({
    name: 'ketenlab_findings_total',
    help: 'Findings in the messages of partners',
    labelNames: ['requirement', 'level'] as const,
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** Registers a gauge, whose value is read when the metrics are collected. While it cannot be read, the gauge is left out. */
  gauge(name: string, help: string, read: () => Promise<number>): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      registers: [this.registry],
      collect: async () => {
        const value = await read().catch(() => undefined);
        if (value === undefined) gauge.remove();
        else gauge.set(value);
      },
    });
  }

  /** Registers a counter with one label. Returns the function that counts. */
  counter(name: string, help: string, label: string): (value: string) => void {
    const counter = new Counter({ name, help, labelNames: [label], registers: [this.registry] });
    return (value) => counter.inc({ [label]: value });
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

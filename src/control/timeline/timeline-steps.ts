import { Injectable } from '@nestjs/common';
import type { Operation } from '../../platform/api/operation.js';
import { operationNameOf } from '../../platform/api/operations.js';
import type { Attempt, OutboxMessage } from '../../platform/outbox/outbox-message.entity.js';
import { callersOf } from '../apis/callers.js';
import type { TimelineStep } from './timeline.messages.js';
import type { Trace, TracedExchange, TracedItem } from './trace.js';
import { statusIn } from './trace-ids.js';
import { TracedOperations } from './traced-operations.js';

/** Steps of a trace: exchanges, messages of the outbox that no exchange shows, and changes of the state. */
@Injectable()
export class TimelineSteps {
  constructor(private readonly operations: TracedOperations) {}

  /** Steps in the order of workspace time. */
  of(trace: Trace, now: number): TimelineStep[] {
    const messages = [...trace.messages.values()];
    const sentBy = new Map(
      messages.flatMap((message) =>
        message.attempts.flatMap((attempt) =>
          attempt.exchange === undefined ? [] : [[attempt.exchange, { message, attempt }] as const],
        ),
      ),
    );
    const steps = [
      ...[...trace.exchanges.values()]
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
        .map((exchange) => this.exchangeStep(exchange, sentBy.get(exchange.id))),
      ...messages.flatMap((message) => this.messageSteps(message, trace)),
      // A change of the state comes after the message that caused it.
      ...[...trace.items.values()].flatMap((item) => changesOf(item, now)),
    ];
    return steps.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  }

  private exchangeStep(
    exchange: TracedExchange,
    sent: { message: OutboxMessage; attempt: Attempt } | undefined,
  ): TimelineStep {
    const { id, at, workspaceTime, method, path, status, state, role, reason } = exchange;
    const operation = this.operations.find(exchange.operation, role);
    return {
      kind: 'exchange',
      at: sent?.attempt.at ?? workspaceTime ?? at,
      title: operation?.summary ?? exchange.operation ?? `${method} ${path.split('?')[0]}`,
      ...(role !== null && { role }),
      ...partiesOf(operation, exchange.direction, role),
      direction: exchange.direction,
      peer: exchange.peer,
      ...(exchange.operation !== null && { operation: exchange.operation }),
      status,
      ...(state !== undefined && { state }),
      ...(sent && { delivery: sent.message.state, deliveryId: sent.message.id }),
      exchange: id,
      findings: (JSON.parse(exchange.findings) as unknown[]).length,
      ...(reason !== null && { reason }),
    };
  }

  /** Attempts that the journal does not have, and the message itself while it waits or if it was never tried. */
  private messageSteps(message: OutboxMessage, { exchanges }: Trace): TimelineStep[] {
    const { id, from, to, body, state: delivery, dueAt, attempts } = message;
    const name = operationNameOf(message.operation);
    const operation = this.operations.find(name, to);
    const state = statusIn(body, this.operations.statusFieldsOf(operation));
    const common = {
      kind: 'message',
      title: operation?.summary ?? name,
      role: from,
      from,
      to,
      direction: 'outbound',
      operation: name,
      ...(state !== undefined && { state }),
      delivery,
      deliveryId: id,
    };
    const tried = attempts
      .filter(({ exchange }) => exchange === undefined || !exchanges.has(exchange))
      .map(({ at, status, error }) => ({
        ...common,
        at,
        status: status ?? 0,
        ...(error !== undefined && { reason: error }),
      }));
    const isPending = delivery === 'waiting' || attempts.length === 0;
    return isPending ? [...tried, { ...common, at: dueAt, dueAt }] : tried;
  }
}

function partiesOf(
  operation: Operation | undefined,
  direction: string,
  role: string | null,
): Pick<TimelineStep, 'from' | 'to'> {
  if (!operation) return direction === 'inbound' && role !== null ? { to: role } : {};
  const callers = callersOf(operation);
  const from = direction === 'outbound' && role !== null ? role : callers[0];
  const isKnown = direction === 'outbound' || callers.length === 1;
  return { ...(from !== undefined && isKnown && { from }), to: operation.servedBy };
}

function changesOf({ collection, id, changes }: TracedItem, now: number): TimelineStep[] {
  return changes.map(({ at, status, role }) => ({
    kind: 'state',
    at,
    title: `${collection}: ${status}`,
    role,
    state: status,
    ...(Date.parse(at) > now && { dueAt: at }),
    item: { collection, id },
  }));
}

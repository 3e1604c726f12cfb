import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Operations, operationNameOf } from '../../platform/api/operations.js';
import { ExchangeEntity } from '../../platform/journal/exchange.entity.js';
import { Journal } from '../../platform/journal/journal.js';
import type { Attempt, OutboxMessage } from '../../platform/outbox/outbox-message.entity.js';
import { PartnerAddresses } from '../../platform/outbox/partner-addresses.js';
import { Store } from '../../platform/persistence/store.js';
import { partsOf } from '../exchanges/exchange-views.js';
import { jsonOrText } from '../http/paging.js';
import type { AttemptView, DeliveryView } from './deliveries.messages.js';

/** Outgoing messages in the form of the control API. */
@Injectable()
export class DeliveryViews {
  constructor(
    private readonly store: Store,
    private readonly journal: Journal,
    private readonly operations: Operations,
    private readonly addresses: PartnerAddresses,
  ) {}

  /** Deliveries with the exchange of each attempt, while the journal still has it. */
  async of(workspace: string, deliveries: OutboxMessage[]): Promise<DeliveryView[]> {
    const ids = deliveries.flatMap(({ attempts }) =>
      attempts.flatMap(({ exchange }) => exchange ?? []),
    );
    if (ids.length > 0) await this.journal.flush();
    const exchanges = await this.store.read(workspace, ({ manager }) =>
      ids.length === 0 ? [] : manager.findBy(ExchangeEntity, { workspace, id: In(ids) }),
    );
    const byId = new Map(exchanges.map((exchange) => [exchange.id, exchange]));
    return deliveries.map((delivery) => this.viewOf(delivery, byId));
  }

  private viewOf(
    delivery: OutboxMessage,
    exchanges: ReadonlyMap<string, ExchangeEntity>,
  ): DeliveryView {
    const { id, operation, to, correlationId, state, dueAt, body, attempts } = delivery;
    const url = this.urlOf(delivery);
    return {
      id,
      operation: operationNameOf(operation),
      to,
      ...(url !== undefined && { url }),
      about: correlationId,
      state,
      dueAt,
      body: jsonOrText(body),
      attempts: attempts.map((attempt) => attemptView(attempt, exchanges)),
    };
  }

  private urlOf({ workspace, operation: stored, from, to }: OutboxMessage): string | undefined {
    const operation = this.operations.findStored(stored, to);
    if (!operation) return undefined;
    return this.addresses.targetOf(workspace, from, operation).baseUrl + operation.path;
  }
}

function attemptView(
  { exchange = '', ...attempt }: Attempt,
  exchanges: ReadonlyMap<string, ExchangeEntity>,
): AttemptView {
  const recorded = exchanges.get(exchange);
  return { ...attempt, ...(recorded && { exchange, ...partsOf(recorded) }) };
}

import { Injectable } from '@nestjs/common';
import type { CreditOrderRequest, OrderRequest } from '../../apis/edu-v-order/messages.js';
import { orderOperations } from '../../apis/edu-v-order/operations.js';
import {
  CreditOrderRecord,
  OrderRecord,
  creditOrderOf,
  orderOf,
} from '../../apis/edu-v-order/record.messages.js';
import { orderRequirements } from '../../apis/edu-v-order/requirements.js';
import { CONFIRMED_WITHIN_MS } from '../../apis/edu-v/times.js';
import type { Operation } from '../../platform/api/operation.js';
import { Messages, normalizeId } from '../../platform/messages/messages.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import type { ReadTransaction, WriteTransaction } from '../../platform/persistence/store.js';
import {
  StateResource,
  type ConfirmationTracker,
  type MessageSender,
  type StateView,
  type StateViewSource,
  type StateWriter,
} from '../../sandbox/state/state-resource.js';
import type { ItemType } from '../../sandbox/state/validate-item.js';
import { ConfirmationRepository } from './confirmation.repository.js';
import { ConfirmationsService } from './confirmations.service.js';
import { BESTELOMGEVING_ROLE } from './role.js';
import { SendOrdersService } from './send-orders.service.js';

/** State resource of messages that the Bestelomgeving has sent. A change sends nothing, and keeps the confirmations. */
@Injectable()
abstract class SentMessageStateResource<Item extends object>
  implements StateResource, StateWriter<Item>, StateViewSource, MessageSender, ConfirmationTracker
{
  readonly role = BESTELOMGEVING_ROLE;
  readonly confirms = orderRequirements.confirms;
  readonly confirmedWithinMs = CONFIRMED_WITHIN_MS;
  abstract readonly collection: 'orders' | 'creditorders';
  abstract readonly itemType: ItemType<Item>;
  abstract readonly operation: Operation;

  constructor(
    private readonly messages: Messages,
    private readonly outbox: Outbox,
    private readonly confirmations: ConfirmationRepository,
    private readonly received: ConfirmationsService,
    protected readonly sending: SendOrdersService,
  ) {}

  abstract send(workspace: string, message: object): Promise<Record<string, string>>;

  view(tx: ReadTransaction, workspace: string, id: string): Promise<StateView> {
    return this.received.view(tx, workspace, this.collection, id);
  }

  async put(
    tx: WriteTransaction,
    workspace: string,
    record: Item,
    before: object | undefined,
  ): Promise<void> {
    const { collection, operation } = this;
    const message = this.messageOf(record);
    const id = normalizeId(message.requestReferenceId);
    if (before) await this.outbox.cancelCorrelated(tx, { workspace, operation, correlationId: id });
    const document = JSON.stringify(message);
    await this.messages.put(tx, { workspace, collection, id, document });
  }

  async remove(
    tx: WriteTransaction,
    workspace: string,
    requestReferenceId: string,
  ): Promise<boolean> {
    const { collection, operation } = this;
    const id = normalizeId(requestReferenceId);
    await this.outbox.cancelCorrelated(tx, { workspace, operation, correlationId: id });
    await this.confirmations.removeByRequest(tx, { workspace, collection, about: id });
    return this.messages.remove(tx, workspace, collection, id);
  }

  async isConfirmed(tx: ReadTransaction, workspace: string, id: string): Promise<boolean> {
    const key = { workspace, collection: this.collection, about: id };
    return (await this.confirmations.findByRequest(tx, key)).length > 0;
  }

  /** The message on the wire, without the status that a record may have. */
  protected abstract messageOf(record: Item): OrderRequest | CreditOrderRequest;
}

/** State resource of sent orders. */
@StateResource()
@Injectable()
export class SentOrderStateResource extends SentMessageStateResource<OrderRecord> {
  readonly collection = 'orders';
  readonly itemType = { of: OrderRecord, id: 'requestReferenceId', anyCase: true } as const;
  readonly operation = orderOperations.acceptOrder;
  protected readonly messageOf = orderOf;

  send(workspace: string, order: object): Promise<Record<string, string>> {
    return this.sending.sendOrder(workspace, order);
  }
}

/** State resource of sent credit orders. */
@StateResource()
@Injectable()
export class SentCreditOrderStateResource extends SentMessageStateResource<CreditOrderRecord> {
  readonly collection = 'creditorders';
  readonly itemType = { of: CreditOrderRecord, id: 'requestReferenceId', anyCase: true } as const;
  readonly operation = orderOperations.acceptCreditOrder;
  protected readonly messageOf = creditOrderOf;

  send(workspace: string, credit: object): Promise<Record<string, string>> {
    return this.sending.sendCreditOrder(workspace, credit);
  }
}

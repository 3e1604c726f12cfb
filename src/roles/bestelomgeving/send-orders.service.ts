import { Injectable } from '@nestjs/common';
import { randomInt, randomUUID } from 'node:crypto';
import { orderExamples } from '../../apis/edu-v-order/examples.js';
import { type CreditOrderRequest, type OrderRequest } from '../../apis/edu-v-order/messages.js';
import { orderOperations } from '../../apis/edu-v-order/operations.js';
import { Clock } from '../../platform/workspaces/clock.js';
import { toIsoUtc } from '../../platform/time/time.js';
import type { Operation } from '../../platform/api/operation.js';
import { validatorOf, type SchemaError } from '../../platform/validation/schema.js';
import { Messages, normalizeId } from '../../platform/messages/messages.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import { Store, type ReadTransaction } from '../../platform/persistence/store.js';
import { problemDetails } from '../../platform/errors/problem-details.js';
import { Problem } from '../../platform/errors/problem.js';
import { ConfirmationRepository } from './confirmation.repository.js';

const IN_A_MONTH_MS = 30 * 86_400_000;

type SentReference = Record<'requestReferenceId', string>;

/** Sends orders and credit orders to the Ordersysteem on request of a tester. */
@Injectable()
export class SendOrdersService {
  private readonly validateOrder = validatorOf(orderOperations.acceptOrder.body);
  private readonly validateCredit = validatorOf(orderOperations.acceptCreditOrder.body);

  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly messages: Messages,
    private readonly outbox: Outbox,
    private readonly confirmations: ConfirmationRepository,
  ) {}

  sendOrder(workspace: string, input: object): Promise<SentReference> {
    const order = isEmpty(input) ? generateOrder(this.clock.now(workspace)) : withReference(input);
    return this.send(workspace, 'orders', orderOperations.acceptOrder, order, this.validateOrder);
  }

  async sendCreditOrder(workspace: string, input: object): Promise<SentReference> {
    const credit = isEmpty(input)
      ? await this.store.read(workspace, (tx) => this.generateCredit(tx, workspace))
      : withReference(input);
    return this.send(
      workspace,
      'creditorders',
      orderOperations.acceptCreditOrder,
      credit,
      this.validateCredit,
    );
  }

  /** Generates a credit order for all lines of the latest approved order. */
  private async generateCredit(
    tx: ReadTransaction,
    workspace: string,
  ): Promise<CreditOrderRequest> {
    const approval = await this.confirmations.latestApproval(tx, workspace);
    if (approval === undefined)
      throw new Problem(409, {
        text: 'There is no approved order to credit; send an order first',
      });
    const { purchaseOrderId, salesOrderId, responseReferenceId, requestReferenceId } = JSON.parse(
      approval,
    ) as {
      [Name in 'purchaseOrderId' | 'salesOrderId']?: string;
    } & Record<'responseReferenceId' | 'requestReferenceId', string>;
    return {
      requestReferenceId: randomUUID(),
      purchaseOrderId:
        purchaseOrderId ?? (await this.purchaseOrderIdOf(tx, workspace, requestReferenceId)),
      ...(salesOrderId !== undefined && { salesOrderId }),
      responseReferenceId,
    };
  }

  private async purchaseOrderIdOf(
    tx: ReadTransaction,
    workspace: string,
    requestReferenceId: string,
  ): Promise<string> {
    const order = await this.messages.find(
      tx,
      workspace,
      'orders',
      normalizeId(requestReferenceId),
    );
    const { purchaseOrderId = '' } = JSON.parse(order?.document ?? '{}') as Partial<OrderRequest>;
    return purchaseOrderId;
  }

  private async send(
    workspace: string,
    collection: string,
    operation: Operation,
    message: object,
    validate: (value: unknown) => SchemaError[],
  ): Promise<SentReference> {
    const errors = validate(message);
    if (errors.length > 0) throw problemDetails.schemaIncorrect(errors);
    const { requestReferenceId } = message as OrderRequest | CreditOrderRequest;
    const id = normalizeId(requestReferenceId);
    const body = JSON.stringify(message);
    await this.store.write(workspace, async (tx) => {
      const now = this.clock.now(workspace);
      if (!(await this.messages.enter(tx, { workspace, collection, id, document: body }))) {
        throw new Problem(409, {
          text: `${requestReferenceId} was already sent; replay its delivery to send it again`,
        });
      }
      const common = {
        workspace,
        operation,
        from: 'bestelomgeving',
        correlationId: id,
        orderingKey: id,
      };
      await this.outbox.enqueue(tx, { ...common, dueAt: now, body });
    });
    return { requestReferenceId };
  }
}

function isEmpty(input: object): boolean {
  return Object.keys(input).length === 0;
}

/** Adds a requestReferenceId to a message that has none. */
function withReference(input: object): object {
  return 'requestReferenceId' in input ? input : { requestReferenceId: randomUUID(), ...input };
}

function generateOrder(now: number): OrderRequest {
  const { orderLines } = orderExamples.order;
  return {
    ...orderExamples.order,
    requestReferenceId: randomUUID(),
    deliveryDate: toIsoUtc(now + IN_A_MONTH_MS).slice(0, 10),
    purchaseOrderId: `PO-${randomUUID().slice(0, 8).toUpperCase()}`,
    orderLines: orderLines.map((line) => ({ ...line, quantity: randomInt(1, 31) })),
  };
}

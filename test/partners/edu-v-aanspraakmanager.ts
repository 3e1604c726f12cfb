import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { deliveryFacts } from '../facts/edu-v.js';
import { ConfirmationSender, type ConfirmationOptions } from './support/confirmation-sender.js';
import {
  deliveryTypeByContent,
  hasItsBuyer,
  hasEndDateWhenCancelled,
  namesEverybody,
  partsOf,
  withoutQuantities,
  type DeliveryOrder,
} from './support/delivery-orders.js';
import { EduvApi, type AnswerOptions } from './support/edu-v-api.js';
import { FactValidator } from './support/fact-validator.js';
import { HttpPartner } from './support/http-partner.js';
import { RunnerClient } from './support/runner-client.js';
import { TokenEndpoint, type PartnerClient } from './support/token-endpoint.js';

interface Request {
  deliveryOrderReferenceId: string;
  deliveryOrder: DeliveryOrder;
}

export interface AanspraakmanagerOptions extends AnswerOptions, ConfirmationOptions {
  base?: string;
  tokenPath?: string;
  clients: Record<string, PartnerClient>;
  /** URL of the runner in the role of the Bestelomgeving. */
  runner: string;
  /** The products and contracts that it knows; undefined: all. */
  products?: readonly string[];
  contracts?: readonly string[];
  /** A product that is used as soon as it is delivered. */
  productInUse?: string;
  /** A change of the quantity is confirmed without the optional newTotalQuantity. */
  noNewTotalQuantity?: boolean;
  /** Confirmations have fields of a later version. */
  newFields?: boolean;
}

type Change = { newStatus?: string; newTotalQuantity?: number };

/** A correct Aanspraakmanager, written from the facts of Delivery API 2.0.0 only. */
export class Aanspraakmanager extends HttpPartner {
  private readonly orders = new Map<string, DeliveryOrder>();
  private readonly sender: ConfirmationSender;

  constructor(private readonly options: AanspraakmanagerOptions) {
    const { base = '', tokenPath = '/oauth2/token', clients, runner } = options;
    const tokens = new TokenEndpoint(tokenPath, clients);
    const facts = new FactValidator(deliveryFacts, deliveryTypeByContent);
    const api = new EduvApi(
      base,
      tokens,
      [
        {
          method: 'PUT',
          path: '/deliveryorders',
          scopes: ['eduv.delivery.entitlor'],
          isValid: (body) =>
            facts.isValid('DeliveryOrderRequest', body) &&
            hasEndDateWhenCancelled((body as Request).deliveryOrder) &&
            namesEverybody((body as Request).deliveryOrder.deliverySpecification),
          handle: async ({ message }) => {
            await this.take(message as Request);
            return { status: 202 };
          },
        },
      ],
      [
        '/deliveryorders/{id}',
        '/deliveryorders/school',
        '/deliveryorders/school/user',
        '/deliveryorders/contracts/{id}',
        '/deliveryorders/confirmations',
      ],
      { version: '2.0.0', ...options },
    );
    super([tokens.handler, api.handler]);
    this.sender = new ConfirmationSender(new RunnerClient(runner), options);
  }

  private take(request: Request): Promise<void> {
    const { deliveryOrderReferenceId: reference, deliveryOrder: sent } = request;
    return this.sender.accept('/deliveryorders/confirmations', reference, () => {
      const decision = this.decide(sent);
      const confirmation = this.confirmation(request, decision);
      const isUsed = sent.productId === this.options.productInUse && sent.status === 'ordered';
      if (!isUsed || typeof decision === 'string') return [confirmation];
      this.orders.get(sent.deliveryOrderId)!.status = 'licensed';
      return [confirmation, this.confirmation(request, { newStatus: 'licensed' })];
    });
  }

  /** The change that is made, or the reason of a refusal. */
  private decide(sent: DeliveryOrder): Change | string {
    const { products, contracts } = this.options;
    const known = this.orders.get(sent.deliveryOrderId);
    if (known) return this.change(known, sent);
    if (sent.status !== 'ordered') return `no order ${sent.deliveryOrderId}`;
    if (products && !products.includes(sent.productId)) return `no product ${sent.productId}`;
    if (sent.contractId !== undefined && contracts && !contracts.includes(sent.contractId))
      return `no contract ${sent.contractId}`;
    if (!hasItsBuyer(sent)) return `not the buyer of ${sent.deliveryType}`;
    const parts = partsOf(sent);
    const sum = parts.reduce((total, { quantity = 0 }) => total + quantity, 0);
    const total = sent.deliverySpecification['totalQuantity'];
    if (parts.length > 0 && total !== undefined && sum !== total) return `${sum} is not the total`;
    this.orders.set(sent.deliveryOrderId, { ...sent, status: 'processed' });
    return { newStatus: 'processed' };
  }

  private change(known: DeliveryOrder, sent: DeliveryOrder): Change | string {
    if (known.status === 'cancelled') return 'the order is cancelled';
    if (sent.status === 'cancelled') {
      if (known.status === 'licensed') return 'the order is in use';
      known.status = 'cancelled';
      return { newStatus: 'cancelled' };
    }
    if (!isDeepStrictEqual(withoutQuantities(known), withoutQuantities(sent)))
      return 'only the status and the quantity can change';
    const before = Number(known.deliverySpecification['totalQuantity']);
    const after = Number(sent.deliverySpecification['totalQuantity']);
    if (!(after < before)) return `${after} is not less than ${before}`;
    known.deliverySpecification = sent.deliverySpecification;
    return this.options.noNewTotalQuantity ? {} : { newTotalQuantity: after };
  }

  private confirmation({ deliveryOrder, ...request }: Request, decision: Change | string): object {
    const { noStatusMessage, newFields } = this.options;
    const { deliveryOrderId, productId, status } = deliveryOrder;
    const isRefused = typeof decision === 'string';
    const change = isRefused ? {} : decision;
    return {
      ...request,
      deliveryOrderReceiveId: `AM-${randomUUID()}`,
      deliveryOrderId,
      productId,
      processedTimestamp: new Date().toISOString(),
      ...change,
      newDeliveryOrderStatus:
        change.newStatus ?? this.orders.get(deliveryOrderId)?.status ?? status,
      success: !isRefused,
      status: isRefused ? 99 : 0,
      ...(isRefused && { statusMessage: decision }),
      ...(!isRefused && !noStatusMessage && { statusMessage: 'OK' }),
      ...(newFields && { handledBy: 'the licence office' }),
    };
  }
}

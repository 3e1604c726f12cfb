import { randomUUID } from 'node:crypto';
import { orderFacts } from '../facts/edu-v.js';
import { ConfirmationSender, type ConfirmationOptions } from './support/confirmation-sender.js';
import { EduvApi, type AnswerOptions } from './support/edu-v-api.js';
import { FactValidator } from './support/fact-validator.js';
import { HttpPartner } from './support/http-partner.js';
import { RunnerClient } from './support/runner-client.js';
import { TokenEndpoint, type PartnerClient } from './support/token-endpoint.js';

interface Line {
  purchaseOrderLineId?: string;
  productId: string;
  quantity: number;
}
interface Order {
  requestReferenceId: string;
  purchaseOrderId: string;
  contractId?: string;
  orderLines: Line[];
}
type CreditOrder = Omit<Order, 'orderLines'> & { orderLines?: Line[] };

export interface OrdersysteemOptions extends AnswerOptions, ConfirmationOptions {
  /** Path of the API. */
  base?: string;
  tokenPath?: string;
  clients: Record<string, PartnerClient>;
  /** URL of the runner in the role of the Bestelomgeving. */
  runner: string;
  /** The products that it sells; undefined: all. */
  products?: readonly string[];
  /** The contracts that it knows; undefined: all. */
  contracts?: readonly string[];
  /** It confirms an order as pending before it approves it. */
  pendingFirst?: boolean;
  /** Confirmations have fields of a later version. */
  newFields?: boolean;
  /** It answers 400 to a credit of an order that it does not know. */
  refusesUnknownOrders?: boolean;
  /** Confirmations have no lines. */
  noLines?: boolean;
}

/** A correct Ordersysteem, written from the facts of Order API 0.9.2 only. */
export class Ordersysteem extends HttpPartner {
  private readonly approved = new Map<string, Line[]>();
  private readonly credited = new Map<string, number>();
  private readonly sender: ConfirmationSender;

  constructor(private readonly options: OrdersysteemOptions) {
    const { base = '', tokenPath = '/oauth2/token', clients, runner } = options;
    const tokens = new TokenEndpoint(tokenPath, clients);
    const facts = new FactValidator(orderFacts);
    const provided = (path: string, type: string, take: (message: never) => Promise<unknown>) => ({
      method: 'PUT',
      path,
      scopes: ['eduv.order'],
      isValid: (body: unknown) => facts.isValid(type, body),
      handle: async ({ message }: { message: unknown }) => {
        const { purchaseOrderId } = message as CreditOrder;
        const isUnknown = path === '/creditorders' && !this.approved.has(purchaseOrderId);
        if (options.refusesUnknownOrders && isUnknown)
          return { status: 400, body: { status: 99, statusMessage: 'no such order' } };
        await take(message as never);
        return { status: 202 };
      },
    });
    const api = new EduvApi(
      base,
      tokens,
      [
        provided('/orders', 'OrderRequest', (order: Order) => this.takeOrder(order)),
        provided('/creditorders', 'CreditOrderRequest', (one: CreditOrder) => this.takeCredit(one)),
      ],
      ['/orders/confirmations', '/creditorders/confirmations'],
      { version: '0.9.2', ...options },
    );
    super([tokens.handler, api.handler]);
    this.sender = new ConfirmationSender(new RunnerClient(runner), options);
  }

  private takeOrder(order: Order): Promise<void> {
    return this.sender.accept('/orders/confirmations', order.requestReferenceId, () => {
      const refusal = this.reasonToDecline(order);
      const { pendingFirst } = this.options;
      if (refusal !== undefined) return [this.orderConfirmation(order, 'declined', refusal)];
      const sold = order.orderLines.filter((line) => this.sells(line));
      this.approved.set(order.purchaseOrderId, sold);
      return [
        ...(pendingFirst ? [this.orderConfirmation(order, 'pending')] : []),
        this.orderConfirmation(order, 'approved'),
      ];
    });
  }

  private reasonToDecline({ contractId, orderLines }: Order): string | undefined {
    const { contracts } = this.options;
    if (contractId !== undefined && contracts && !contracts.includes(contractId))
      return `no contract ${contractId}`;
    if (orderLines.length === 0 || orderLines.some((line) => this.sells(line))) return undefined;
    return 'none of these products';
  }

  private sells({ productId }: Line): boolean {
    return this.options.products?.includes(productId) ?? true;
  }

  private orderConfirmation(order: Order, orderStatus: string, reason?: string): object {
    return {
      ...this.header(order, reason),
      orderStatus,
      ...(!this.options.noLines && {
        orderConfirmationLines: order.orderLines.map((line) => ({
          ...line,
          ...this.decisionOn(line, reason),
          ...(this.options.newFields && { expectedShipping: '2027-01-01' }),
        })),
      }),
    };
  }

  /** A decline of the whole order has its reason in its head only. */
  private decisionOn(line: Line, reason?: string): object {
    if (reason !== undefined) return { status: 99 };
    return this.sells(line) ? { status: 2 } : { status: 99, statusMessage: 'no such product' };
  }

  private takeCredit(credit: CreditOrder): Promise<void> {
    return this.sender.accept('/creditorders/confirmations', credit.requestReferenceId, () => {
      const reason = this.reasonToRefuseCredit(credit);
      return [
        {
          ...this.header(credit, reason),
          creditOrderStatus: reason === undefined ? 'approved' : 'declined',
          ...(!this.options.noLines && {
            creditOrderConfirmationLines: this.creditedLines(credit).map((line) => ({
              ...line,
              status: reason === undefined ? 2 : 99,
            })),
          }),
        },
      ];
    });
  }

  /** Without lines, a credit is for the whole order. */
  private creditedLines({ purchaseOrderId, orderLines }: CreditOrder): Line[] {
    return orderLines ?? this.approved.get(purchaseOrderId) ?? [];
  }

  /** Books the credit, unless it is for more than is left of the order. */
  private reasonToRefuseCredit({ purchaseOrderId, orderLines }: CreditOrder): string | undefined {
    const ordered = this.approved.get(purchaseOrderId);
    if (!ordered) return `no order ${purchaseOrderId}`;
    const keyOf = ({ productId }: Line): string => `${purchaseOrderId} ${productId}`;
    const left = (line: Line): number => line.quantity - (this.credited.get(keyOf(line)) ?? 0);
    const credits = orderLines ?? ordered;
    for (const line of credits) {
      const original = ordered.find(({ productId }) => productId === line.productId);
      if (!original || line.quantity > left(original))
        return `${line.productId}: ${original ? left(original) : 0} left`;
    }
    for (const line of credits)
      this.credited.set(keyOf(line), (this.credited.get(keyOf(line)) ?? 0) + line.quantity);
    return undefined;
  }

  private header(
    { requestReferenceId, purchaseOrderId }: Order | CreditOrder,
    reason?: string,
  ): object {
    const { noStatusMessage, newFields } = this.options;
    const text = reason ?? (noStatusMessage ? undefined : 'Accepted');
    return {
      responseReferenceId: randomUUID(),
      requestReferenceId,
      purchaseOrderId,
      salesOrderId: `S${purchaseOrderId}`,
      processedTimestamp: new Date().toISOString(),
      success: reason === undefined,
      status: reason === undefined ? 2 : 99,
      ...(text !== undefined && { statusMessage: text }),
      ...(newFields && { handledBy: 'the warehouse' }),
    };
  }
}

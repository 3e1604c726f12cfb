import { Injectable } from '@nestjs/common';
import { randomInt, randomUUID } from 'node:crypto';
import { BUYER, SELLER } from '../../apis/bokbasen/clients.js';
import { readEditx } from '../../apis/bokbasen-orders/validate-editx.js';
import { isWritable, writeEditx } from '../../apis/bokbasen-orders/editx-writer.js';
import { BOOK, DIGITAL } from '../../apis/bokbasen-orders/examples.js';
import { Clock } from '../../platform/workspaces/clock.js';
import { toIsoUtc } from '../../platform/time/time.js';
import { Int, ListOf, Optional, Text } from '../../platform/validation/fields.js';
import {
  validatorOf,
  undeclaredFields,
  type SchemaError,
} from '../../platform/validation/schema.js';
import { Store } from '../../platform/persistence/store.js';
import { problemDetails } from '../../platform/errors/problem-details.js';
import { TextMessage } from '../../sandbox/state/state-resource.js';
import { BokbasenOrderService } from './orders.service.js';
import { PartyAccess } from './parties.js';

class LineToSend {
  @Text('EAN of the product', { example: '9788200000013' })
  ean!: string;

  @Int('Quantity', { example: 4 })
  quantity!: number;
}

/** Order for our buyer to send: an EDItX document, or the fields from which one is generated. */
class OrderToSend {
  @Optional()
  @Text('Complete EDItX document; the other fields are then ignored')
  editx?: string;

  @Optional()
  @Text('OrderNumber; generated when absent', { example: 'MOCK-2026-000123' })
  buyerOrderNumber?: string;

  @Optional()
  @Text('Number of the buying party', { example: '4321' })
  buyer?: string;

  @Optional()
  @Text('Number of the selling party', { example: '987654' })
  seller?: string;

  @Optional()
  @ListOf(() => LineToSend, 'Lines; two are generated when absent')
  lines?: LineToSend[];
}

/** Sends orders of our buyer to a partner that plays the seller, on request of the control API. */
@Injectable()
export class SendBokbasenOrderService {
  private readonly errorsOf = validatorOf(OrderToSend);

  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly orders: BokbasenOrderService,
    private readonly parties: PartyAccess,
  ) {}

  /** Returns the id and number of the order. The seller can read it as soon as it is processed. */
  async send(workspace: string, message: object): Promise<Record<string, string>> {
    const given: object = message instanceof TextMessage ? { editx: message.text } : message;
    const errors = [...this.errorsOf(given), ...contentErrors(given)];
    if (errors.length > 0) throw problemDetails.schemaIncorrect(errors);
    const document = (given as OrderToSend).editx ?? this.generateDocument(workspace, given);
    const { order, errors: schemaErrors } = await readEditx(document);
    if (!order || schemaErrors.length > 0) throw problemDetails.schemaIncorrect(schemaErrors);
    const { buyer, orderNumber } = order;
    const known = await this.store.read(workspace, (tx) => this.parties.numbers(tx, workspace));
    if (!known.includes(buyer)) {
      const expected = `one of the parties ${known.join(', ')}`;
      throw problemDetails.schemaIncorrect([{ path: '/buyer', expected, seen: buyer }]);
    }
    const incoming = { workspace, buyer, order, document, schemaViolations: [], toPartner: true };
    const { id } = await this.orders.accept(incoming);
    return { orderId: id, buyerOrderNumber: orderNumber };
  }

  private generateDocument(workspace: string, given: OrderToSend): string {
    const { buyerOrderNumber, buyer = BUYER, seller = SELLER, lines } = given;
    const issued = toIsoUtc(this.clock.now(workspace)).slice(0, 16).replaceAll(/[-:]/g, '');
    return writeEditx({
      orderNumber: buyerOrderNumber ?? `MOCK-${randomUUID().slice(0, 8).toUpperCase()}`,
      issued: `${issued}Z`,
      buyer,
      seller,
      lines: lines ?? [
        { ean: BOOK, quantity: randomInt(1, 31) },
        { ean: DIGITAL, quantity: randomInt(1, 121) },
      ],
    });
  }
}

/** Fields that cannot be written into a document. They are reported by field, because the client sent no document. */
function contentErrors(given: object): SchemaError[] {
  const unknown = undeclaredFields(OrderToSend, given).map((path) => ({
    path,
    expected: 'no such field',
    seen: 'a field',
  }));
  const { lines, ...texts } = given as Record<string, unknown>;
  const unwritable = Object.entries(texts).flatMap(([name, text]) =>
    name !== 'editx' && typeof text === 'string' && !isWritable(text)
      ? [{ path: `/${name}`, expected: 'text without control characters', seen: 'one' }]
      : [],
  );
  const empty = Array.isArray(lines) && lines.length === 0;
  return [
    ...unknown,
    ...unwritable,
    ...(empty ? [{ path: '/lines', expected: 'at least one line', seen: 'none' }] : []),
  ];
}

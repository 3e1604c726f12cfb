import {
  SELLER_STATUSES,
  type LineStatusUpdate,
} from '../../../../apis/bokbasen-orders/messages.js';
import { bokbasenOrderOperations as api } from '../../../../apis/bokbasen-orders/operations.js';
import { bokbasenOrderRequirements as requirements } from '../../../../apis/bokbasen-orders/requirements.js';
import { derivedRequirements } from '../../../../platform/api/derived-requirements.js';
import type { ConformanceTest } from '../../../runner/test-context.js';
import type { BokbasenOrderClient } from '../order-client.js';
import { orderDetailsIn, orderDetailsLinesOf } from '../order-responses.js';
import { expectLine, isSuccess } from './shown-lines.js';

const { ok } = derivedRequirements(api.updateOrderLineStatus);
const terms = {
  valid_from: '2031-01-01',
  valid_to: '2031-12-31',
  price: { amount: 99.5, tax: 15 },
};

/** Updates with as few fields as possible, and with one optional field each. */
const variants: LineStatusUpdate[] = [
  ...SELLER_STATUSES.map((status) => ({ status })),
  { status: 'FULFILLED', comment: 'Bare en kommentar.' },
  { status: 'FULFILLED', valid_from: terms.valid_from },
  { status: 'FULFILLED', valid_to: terms.valid_to },
  { status: 'FULFILLED', price: terms.price },
  { status: 'FULFILLED', comment: 'Alle felt.', ...terms },
];

/** An update is accepted without its optional fields, and with each of them. */
export function optionalFieldsTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'POST /orders/v1/{id}/lines/{lineId} with and without optional fields',
    verifies: [requirements.optionalFields],
    run: async (context) => {
      client.requireSeller(context);
      const [ean] = client.data.products(context);
      const ordered = variants.map(() => ({ ean, quantity: 2 }));
      const { id, lines } = await client.place(context, { lines: ordered });
      for (const [index, update] of variants.entries()) {
        const exchange = await client.update(context, id, lines[index]!.id, update);
        context.expect(requirements.optionalFields, exchange, isSuccess(exchange), {
          pointer: '',
          expected: `2xx for an update with ${Object.keys(update).join(', ')}: ${update.status}`,
          seen: String(exchange.status),
          causes: [ok, requirements.everyStatus],
        });
      }
    },
  };
}

/** A later update replaces the values of an earlier one. */
const laterUpdates: LineStatusUpdate[] = [
  { status: 'FULFILLED', comment: 'Nå er linjen levert.', ...terms },
  { status: 'REJECTED', comment: 'Nå er linjen avvist.' },
  { status: 'FULFILLED_BLOCKED', comment: 'Nå er linjen sperret.', ...terms },
];

/** The order shows the last update of a line, and not an earlier one. */
export function laterUpdateTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'POST /orders/v1/{id}/lines/{lineId} after RECEIVED',
    verifies: [requirements.statusShown, requirements.commentShown, requirements.termsShown],
    run: async (context) => {
      client.requireSeller(context);
      const [ean] = client.data.products(context);
      const ordered = laterUpdates.map(() => ({ ean, quantity: 2 }));
      const { id, lines } = await client.place(context, { lines: ordered });
      for (const [index, update] of laterUpdates.entries()) {
        const line = lines[index]!.id;
        const first = { status: 'RECEIVED', comment: 'Linjen er mottatt.' };
        const responses = [
          await client.update(context, id, line, first),
          await client.update(context, id, line, update),
        ];
        if (!responses.every(isSuccess)) continue;
        const exchange = await client.get(context, id);
        const shown = orderDetailsLinesOf(orderDetailsIn(exchange));
        const at = shown.findIndex((one) => one.id === line);
        const pointer = `/_embedded/lines/${at < 0 ? '?' : at}`;
        expectLine(context, exchange, update, { line: shown[at], pointer });
      }
    },
  };
}

import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { totalOf } from '../../../contracts/edu-v-delivery/coherence.js';
import { examples } from '../../../contracts/edu-v-delivery/examples.js';
import type { DeliveryOrder } from '../../../contracts/edu-v-delivery/messages.js';
import { deliveryApi } from '../../../contracts/edu-v-delivery/operations.js';
import { deliveryRequirements as asked } from '../../../contracts/edu-v-delivery/requirements.js';
import { Code } from '../../../contracts/edu-v/errors.js';
import type { Test } from '../../runner/trial.js';
import { confirmationOf, type SentByPartner } from './sent.js';
import { quiet, sentAgainTest } from '../edu-v.js';

const AT_ONCE = 5;
const { acceptDeliveryOrder, confirmDeliveryOrder } = deliveryApi;

/** What is tried on a Bestelomgeving about the orders that it sends, and about their confirmations. */
export function storeTests(sent: SentByPartner): Test[] {
  return [
    processedTest(sent),
    repeatTest(sent),
    unknownReferenceTest(sent),
    otherOrderTest(sent),
    oldFieldTest(sent),
    lowerTest(sent),
    refusalTest(sent),
    sentAgainTest(asked.sameContent, acceptDeliveryOrder, {
      reference: 'deliveryOrderReferenceId',
      first: (trial) => sent.order(trial),
    }),
    licensedTest(sent),
  ];
}

/** Before everything else: an order is as it was sent until it is confirmed. */
function processedTest(sent: SentByPartner): Test {
  return {
    name: 'A delivery order is sent, read, confirmed as processed, and read again',
    first: true,
    verifies: [
      asked.readsWhatWasSent,
      asked.latestState,
      asked.validMessage,
      asked.authorised,
      asked.provided,
      asked.tokenInHeader,
      asked.knownOrder,
      asked.sentStatus,
      asked.periodEndsLater,
      asked.positiveQuantity,
      asked.zuluTime,
    ],
    run: async (trial) => {
      const request = await sent.order(trial);
      const { deliveryOrder } = request;
      const before = await sent.read(trial, deliveryOrder);
      const other = otherFields(deliveryOrder, before.order);
      trial.expect(asked.readsWhatWasSent, before.exchange, other.length === 0, {
        pointer: other.length === 1 ? `/${other[0]}` : '',
        expected: 'what was sent',
        seen: before.order ? `other ${other.join(', ')}` : String(before.exchange.status),
      });
      const confirmed = await sent.confirm(trial, request);
      if (confirmed.status !== 202) trial.skip(`a confirmation was answered ${confirmed.status}`);
      const isProcessed = ({ status }: DeliveryOrder): boolean => status === 'processed';
      const after = await sent.read(trial, deliveryOrder, isProcessed);
      trial.expect(asked.latestState, after.exchange, after.order?.status === 'processed', {
        pointer: '/status',
        expected: 'processed',
        seen: after.order?.status ?? String(after.exchange.status),
      });
    },
  };
}

/** The fields in which an order that was read departs from what was sent; a partner may add others. */
function otherFields(order: DeliveryOrder, read: DeliveryOrder | undefined): string[] {
  const fields = { ...read } as Record<string, unknown>;
  return Object.entries(order)
    .filter(([name]) => name !== 'dateLastModified')
    .filter(([name, value]) => !isDeepStrictEqual(fields[name], value))
    .map(([name]) => name);
}

function repeatTest(sent: SentByPartner): Test {
  return {
    name: `PUT ${confirmDeliveryOrder.path} once more, and ${AT_ONCE} times at once`,
    verifies: [asked.confirmationRepeats],
    run: async (trial) => {
      const request = await sent.order(trial);
      const once = confirmationOf(request);
      await sent.confirm(trial, request, once);
      const again = await sent.confirm(trial, request, once);
      trial.answers(asked.confirmationRepeats, again, 202, { what: 'the repeat' });
      const another = confirmationOf(request);
      const calls = Array.from({ length: AT_ONCE }, () => sent.confirm(trial, request, another));
      for (const exchange of await Promise.all(calls))
        trial.answers(asked.confirmationRepeats, exchange, 202, { what: 'one of several at once' });
    },
  };
}

function unknownReferenceTest(sent: SentByPartner): Test {
  return {
    name: `PUT ${confirmDeliveryOrder.path} for a request that nobody sent`,
    verifies: [asked.unknownReference],
    run: async (trial) => {
      const request = await sent.order(trial);
      const body = { ...confirmationOf(request), deliveryOrderReferenceId: randomUUID() };
      const exchange = await trial.call({ operation: confirmDeliveryOrder, body, probe: true });
      const pointer = '/deliveryOrderReferenceId';
      trial.answers(asked.unknownReference, exchange, 400, { pointer });
    },
  };
}

function otherOrderTest(sent: SentByPartner): Test {
  return {
    name: `PUT ${confirmDeliveryOrder.path} for another order than that of the request`,
    verifies: [asked.otherOrder],
    run: async (trial) => {
      const request = await sent.order(trial);
      const { deliveryOrderId } = examples.confirmation;
      const body = { ...confirmationOf(request), deliveryOrderId };
      const exchange = await trial.call({ operation: confirmDeliveryOrder, body, probe: true });
      trial.answers(asked.otherOrder, exchange, 400, { pointer: '/deliveryOrderId' });
    },
  };
}

function oldFieldTest(sent: SentByPartner): Test {
  return {
    name: `PUT ${confirmDeliveryOrder.path} with a newDeliveryOrderStatus`,
    verifies: [asked.oldFieldTaken],
    run: async (trial) => {
      const request = await sent.order(trial);
      const old: object = { newDeliveryOrderStatus: 'processed' };
      const exchange = await sent.confirm(trial, request, old);
      trial.answers(asked.oldFieldTaken, exchange, 202, { pointer: '/newDeliveryOrderStatus' });
    },
  };
}

function lowerTest(sent: SentByPartner): Test {
  return {
    name: 'A lower quantity is confirmed, and read',
    verifies: [
      asked.latestState,
      asked.onlyStatusOrQuantity,
      asked.quantityOnlyLowered,
      asked.cancelledIsFinal,
      asked.partsAddUp,
    ],
    run: async (trial) => {
      const request = await sent.change(trial);
      const confirmed = await sent.confirm(trial, request);
      if (confirmed.status !== 202) trial.skip(`a confirmation was answered ${confirmed.status}`);
      const total = totalOf(request.deliveryOrder);
      const isLower = (order: DeliveryOrder): boolean => totalOf(order) === total;
      const { exchange, order } = await sent.read(trial, request.deliveryOrder, isLower);
      trial.expect(asked.latestState, exchange, order !== undefined && isLower(order), {
        pointer: '/deliverySpecification/totalQuantity',
        expected: String(total),
        seen: String(order ? totalOf(order) : exchange.status),
      });
    },
  };
}

function refusalTest(sent: SentByPartner): Test {
  return {
    name: 'A cancellation is refused, and the order is as it was',
    verifies: [asked.refusalChangesNothing, asked.endDateAtEnd, asked.endDateOnlyAtEnd],
    run: async (trial) => {
      const request = await sent.cancellation(trial);
      const before = await sent.read(trial, request.deliveryOrder);
      const refused = await sent.confirm(trial, request, {
        success: false,
        status: Code.other,
        statusMessage: 'this order is in use',
      });
      trial.answers(asked.refusalChangesNothing, refused, 202, { what: 'a refusal' });
      await quiet();
      const { exchange, order } = await sent.read(trial, request.deliveryOrder);
      const same = order?.status === before.order?.status;
      trial.expect(asked.refusalChangesNothing, exchange, same, {
        pointer: '/status',
        expected: String(before.order?.status),
        seen: String(order?.status ?? exchange.status),
      });
    },
  };
}

/** After everything else: no order comes back from there. */
function licensedTest(sent: SentByPartner): Test {
  return {
    name: 'A repeat of processed, after licensed',
    last: true,
    verifies: [asked.latestState, asked.handledOnce],
    run: async (trial) => {
      const request = await sent.order(trial);
      const { deliveryOrder } = request;
      const processed = confirmationOf(request);
      await sent.confirm(trial, request, processed);
      await sent.confirm(trial, request, { newStatus: 'licensed' });
      const isLicensed = ({ status }: DeliveryOrder): boolean => status === 'licensed';
      const after = await sent.read(trial, deliveryOrder, isLicensed);
      const status = after.order?.status;
      trial.expect(asked.latestState, after.exchange, status === 'licensed', {
        pointer: '/status',
        expected: 'licensed',
        seen: String(status ?? after.exchange.status),
      });
      if (status !== 'licensed') trial.skip('the order did not become licensed');
      await sent.confirm(trial, request, processed);
      await quiet();
      const { exchange, order } = await sent.read(trial, deliveryOrder);
      trial.expect(asked.handledOnce, exchange, order?.status === 'licensed', {
        pointer: '/status',
        expected: 'licensed',
        seen: String(order?.status ?? exchange.status),
      });
    },
  };
}

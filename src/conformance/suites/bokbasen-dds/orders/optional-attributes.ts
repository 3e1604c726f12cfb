import { ddsOperations } from '../../../../apis/bokbasen-dds/operations.js';
import { ddsRequirements as requirements } from '../../../../apis/bokbasen-dds/requirements.js';
import { derivedRequirements } from '../../../../platform/api/derived-requirements.js';
import type { ConformanceTest } from '../../../runner/test-context.js';
import { READER_NAMES, type DdsTestClient } from '../test-client.js';
import { streamingItem } from '../valid-calls.js';

const { placeOrder, placeSubscriptionOrder, reportStreaming } = ddsOperations;
const { firstname, lastname } = READER_NAMES;

/** Tests of messages with each of their optional attributes, and without them. */
export function optionalAttributeTests(client: DdsTestClient): ConformanceTest[] {
  return [
    orderTest(client),
    consumerIdTest(client),
    subscriptionTest(client),
    ...reportTests(client),
  ];
}

/** Optional attributes of an order of a title without DRM. */
const ofOrder: Record<string, object> = {
  'both names': READER_NAMES,
  'firstname alone': { firstname },
  'lastname alone': { lastname },
  'excerpt false': { excerpt: false },
  'every optional attribute': { ...READER_NAMES, excerpt: false },
};

function orderTest(client: DdsTestClient): ConformanceTest {
  return {
    name: `POST ${placeOrder.path} with and without optional attributes`,
    verifies: [requirements.orderOptional],
    run: async (context) => {
      for (const [variant, more] of Object.entries(ofOrder)) {
        const order = await client.orderOf(context, 'nodrm', more);
        const exchange = await client.sendOrder(context, order);
        context.expectStatus(requirements.orderOptional, exchange, 201, {
          variant,
          causes: [derivedRequirements(placeOrder).ok],
        });
      }
    },
  };
}

/** An id in the form of the example of the page: some of its letters are no hex digits. */
function notHex(uuid: string): string {
  return `g${uuid.slice(1, 9)}fg5e${uuid.slice(13)}`;
}

/** Compares two unknown consumers, because an id of that form may belong to nobody. */
function consumerIdTest(client: DdsTestClient): ConformanceTest {
  return {
    name: `POST ${placeOrder.path} with a DDS-ID that is not a UUID`,
    verifies: [requirements.anyConsumerId],
    run: async (context) => {
      if (client.session.rules['DDS_CONSUMER_ID'] === 'strict')
        context.skip(
          'configure data.consumer: the rule DDS_CONSUMER_ID=strict refuses unknown ids',
        );
      const id = client.session.ids.uuid();
      const plain = await client.sendOrder(
        context,
        await client.orderOf(context, 'nodrm', { id }),
        { probe: true },
      );
      if (plain.status !== 201)
        context.skip(`an order with an unknown DDS-ID was answered ${plain.status}, not 201`);
      const order = await client.orderOf(context, 'nodrm', { id: notHex(id) });
      const exchange = await client.sendOrder(context, order);
      context.expectStatus(requirements.anyConsumerId, exchange, 201, {
        pointer: '/id',
        variant: order.id!,
        before: `an order with the id ${id} was answered 201`,
      });
    },
  };
}

function subscriptionTest(client: DdsTestClient): ConformanceTest {
  return {
    name: `POST ${placeSubscriptionOrder.path} with optional attributes`,
    verifies: [requirements.subscriptionOptional],
    run: async (context) => {
      client.requireKind(context, 'subscription');
      const resid = client.data.title(context, 'nodrm');
      const variants: Record<string, () => object> = {
        orderid: () => ({ orderid: `kl-${client.session.ids.uuid()}` }),
        spd: () => ({ spd: '4900' }),
        'both names': () => READER_NAMES,
        'every attribute': () => ({
          orderid: `kl-${client.session.ids.uuid()}`,
          spd: '4900',
          ...READER_NAMES,
        }),
      };
      for (const [variant, more] of Object.entries(variants)) {
        const exchange = await context.call({
          operation: placeSubscriptionOrder,
          as: 'subscription',
          body: { resid, ...more() },
        });
        context.expectStatus(requirements.subscriptionOptional, exchange, 201, {
          variant,
          causes: [derivedRequirements(placeSubscriptionOrder).ok, requirements.residAlone],
        });
      }
    },
  };
}

/** A row with required attributes only, and what each variant adds. */
const ofReport: Record<string, object> = {
  'required attributes only': {},
  productOwnerName: { productOwnerName: 'Eksempelforlaget' },
  'paid and trial costs': { cost: { totalCost: 1000, paidCost: 900, trialCost: 100 } },
  'paid and trial consumption': { consumption: { total: 100, paid: 90, trial: 10 } },
  prices: { price: { ppu: 10, paidPpu: 10, trialPpu: 10 } },
  'currency and market': { currency: 'NOK', market: 'NO' },
};

function reportTests(client: DdsTestClient): ConformanceTest[] {
  return Object.entries(ofReport).map(([variant, more], at) => ({
    name: `POST ${reportStreaming.path} with ${variant}`,
    verifies: [requirements.reportMinimum],
    run: async (context) => {
      client.requireKind(context, 'subscription');
      const { price: _, ...row } = streamingItem(client, context);
      // Each report is about another month, because a month is reported once.
      const month = `2026-0${at + 1}`;
      const item = { ...row, periodFrom: month, periodTo: month, ...more };
      const exchange = await context.call({
        operation: reportStreaming,
        as: 'subscription',
        body: { items: [item] },
      });
      context.expectStatus(requirements.reportMinimum, exchange, 204, {
        variant,
        causes: [derivedRequirements(reportStreaming).ok, requirements.priceOptional],
      });
    },
  }));
}

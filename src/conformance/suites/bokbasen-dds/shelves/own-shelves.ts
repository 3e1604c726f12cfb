import type { XmlPart } from '../../../../apis/bokbasen-dds/read-xml.js';
import { entriesOf } from '../../../../apis/bokbasen-dds/validate-feed.js';
import { readXml } from '../../../../apis/bokbasen-dds/read-xml.js';
import { ddsOperations } from '../../../../apis/bokbasen-dds/operations.js';
import { ddsRequirements as requirements } from '../../../../apis/bokbasen-dds/requirements.js';
import { acquisitionsOf } from '../../../../apis/bokbasen-dds/validate-shelf.js';
import { describeResponse, type ConformanceTest } from '../../../runner/test-context.js';
import { READER_NAMES, type DdsTestClient } from '../test-client.js';

const { getShelf, registerAccount } = ddsOperations;

/** Tests that accounts and shelves of two consumers are separate. */
export function separateConsumerTests(client: DdsTestClient): ConformanceTest[] {
  return [ownIdTest(client), ownShelfTest(client)];
}

function ownIdTest(client: DdsTestClient): ConformanceTest {
  return {
    name: `POST ${registerAccount.path} for two consumers`,
    verifies: [requirements.ownDdsId],
    run: async (context) => {
      const first = await client.registerConsumer(context);
      const registration = client.registration();
      const exchange = await context.call({
        operation: registerAccount,
        as: 'store',
        body: registration,
      });
      if (exchange.status >= 300)
        context.skip(`the second registration was answered ${describeResponse(exchange)}`);
      const { body } = exchange.response;
      context.expect(requirements.ownDdsId, exchange, !body.includes(first), {
        pointer: '/id',
        expected: 'another DDS-ID than that of the first account',
        seen: first,
        before: `the account ${first} has another e-mail address`,
      });
    },
  };
}

function ownShelfTest(client: DdsTestClient): ConformanceTest {
  return {
    name: `GET ${getShelf.path} of two consumers`,
    verifies: [requirements.ownShelf],
    run: async (context) => {
      const owner = await client.registerConsumer(context);
      const other = await client.registerConsumer(context);
      if (owner === other) context.skip('the two accounts have the same id');
      const kind = client.data.hasTitle('sdrm') ? 'sdrm' : 'nodrm';
      const order = await client.orderOf(context, kind, { id: owner, ...READER_NAMES });
      const content = await client.placeOrder(context, order);
      const path = getShelf.path.replace('{id}', encodeURIComponent(other));
      const exchange = await context.call({ operation: getShelf, as: 'store', path });
      // Some servers have no shelf before the first order.
      if (exchange.status === 404) return;
      if (exchange.status !== 200)
        context.skip(`GET of the shelf was answered ${describeResponse(exchange)}, not 200`);
      const feed = await readXml(exchange.response.body);
      const links = (feed ? entriesOf(feed) : []).flatMap(linksOf);
      context.expect(requirements.ownShelf, exchange, links.length === 0, {
        pointer: 'entry/link/@href',
        expected: 'no entries, because nothing was ordered for this consumer',
        seen: links.slice(0, 3).join(' '),
        before: `the order with the Location ${content} is for the consumer ${owner}`,
      });
    },
  };
}

function linksOf(entry: XmlPart): string[] {
  const links = acquisitionsOf(entry).map(({ href }) => href);
  return links.length > 0 ? links : ['an entry without a link'];
}

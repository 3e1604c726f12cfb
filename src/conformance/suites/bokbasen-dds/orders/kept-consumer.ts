import { ddsRequirements as requirements } from '../../../../apis/bokbasen-dds/requirements.js';
import type { ConformanceTest, TestContext } from '../../../runner/test-context.js';
import { readXml } from '../../../../apis/bokbasen-dds/read-xml.js';
import { entriesOf } from '../../../../apis/bokbasen-dds/validate-feed.js';
import { entryOf, readShelf } from '../shelves/shelf-reader.js';
import type { DdsTestClient } from '../test-client.js';
import { orderTest } from './order-test.js';

/** Whatever the answer to the second order is, the book stays on the shelf of its reader. */
export function keptConsumerTest(client: DdsTestClient): ConformanceTest {
  return orderTest('again for another consumer', requirements.consumerKept, async (context) => {
    const owner = await client.registerConsumer(context);
    const other = await client.registerConsumer(context);
    if (owner === other) context.skip('the two accounts have the same id');
    const order = await client.order(context, { id: owner });
    const content = await client.placeOrder(context, order);
    if (!(await isOnShelf(context, owner, content)))
      context.skip('the order is not on the shelf of its consumer');
    await client.sendOrder(context, { ...order, id: other }, { probe: true });
    const shelves = [
      await isOnShelf(context, owner, content),
      await isOnShelf(context, other, content),
    ];
    context.expect(requirements.consumerKept, undefined, shelves[0] === true && !shelves[1], {
      pointer: '/id',
      expected: `${content} on the shelf of ${owner} only`,
      seen: `${shelves[0] ? 'on' : 'not on'} the shelf of ${owner}, ${shelves[1] ? 'on' : 'not on'} that of ${other}`,
      before: `the same orderid was sent again with the id ${other}`,
    });
  });
}

async function isOnShelf(context: TestContext, id: string, content: string): Promise<boolean> {
  const exchange = await readShelf(context, id);
  const feed = exchange.status === 200 ? await readXml(exchange.response.body) : undefined;
  return entryOf({ exchange, entries: feed ? entriesOf(feed) : [] }, content) !== undefined;
}

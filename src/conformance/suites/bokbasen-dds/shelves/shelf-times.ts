import { ddsOperations } from '../../../../apis/bokbasen-dds/operations.js';
import { ddsRequirements as requirements } from '../../../../apis/bokbasen-dds/requirements.js';
import { realNow, toIsoUtc } from '../../../../platform/time/time.js';
import type { ConformanceTest } from '../../../runner/test-context.js';
import { MAX_CLOCK_SKEW_MS, checkedShelf } from './shelf-reader.js';
import type { DdsTestClient } from '../test-client.js';

/** Last-Modified of a shelf on which a title was just put. */
export function lastModifiedTest(client: DdsTestClient): ConformanceTest {
  return {
    name: `GET ${ddsOperations.getShelf.path} after an order`,
    verifies: [requirements.modifiedNow, requirements.notModifiedLater],
    run: async (context) => {
      const id = await client.registerConsumer(context);
      const before = realNow();
      await client.placeOrder(context, await client.order(context, { id }));
      const { exchange } = await checkedShelf(context, id);
      const { 'last-modified': header, date } = exchange.response.headers;
      if (typeof header !== 'string')
        context.skip('the response of the shelf has no Last-Modified header');
      const modified = Date.parse(String(header));
      const answered = Date.parse(String(date)) || realNow();
      context.expect(
        requirements.notModifiedLater,
        exchange,
        !(modified > answered + MAX_CLOCK_SKEW_MS),
        {
          pointer: 'Last-Modified',
          expected: `not later than ${toIsoUtc(answered)}`,
          seen: String(header),
        },
      );
      const earliest = Math.min(before, answered) - MAX_CLOCK_SKEW_MS;
      context.expect(requirements.modifiedNow, exchange, modified >= earliest, {
        pointer: 'Last-Modified',
        expected: `about ${toIsoUtc(answered)}`,
        seen: String(header),
        before: 'a title was ordered for the consumer a moment ago',
      });
    },
  };
}

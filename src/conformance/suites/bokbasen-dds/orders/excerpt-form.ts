import { ddsOperations } from '../../../../apis/bokbasen-dds/operations.js';
import { derivedRequirements } from '../../../../platform/api/derived-requirements.js';
import type { ConformanceTest } from '../../../runner/test-context.js';
import { expect40x, type DdsTestClient } from '../test-client.js';

const { placeOrder } = ddsOperations;
const { schema } = derivedRequirements(placeOrder);
const WRONG_VALUES = ['yes', '', 2, [], {}];

/** An excerpt is true or false. The title has one, so that the value is the only error. */
export function excerptFormTest(client: DdsTestClient): ConformanceTest {
  return {
    name: `POST ${placeOrder.path} with an excerpt that is neither true nor false`,
    verifies: [schema],
    run: async (context) => {
      // If no order of the title is accepted, a rejection proves nothing.
      await client.orderedContent(context, 'excerpt');
      for (const excerpt of WRONG_VALUES) {
        const order = { ...(await client.orderOf(context, 'excerpt')), excerpt };
        const exchange = await context.call({
          operation: placeOrder,
          as: 'store',
          body: order,
          probe: true,
        });
        if (schema)
          expect40x(context, schema, exchange, {
            pointer: '/excerpt',
            variant: JSON.stringify(excerpt),
          });
      }
    },
  };
}

import { bokbasenOrderRequirements as requirements } from '../../../apis/bokbasen-orders/requirements.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import type { ConformanceTest } from '../../runner/test-context.js';
import { expectNotFound } from './order-responses.js';
import { UNKNOWN_EAN, type BokbasenOrderClient } from './order-client.js';

/** Tests of an order and of a line that do not exist. */
export function unknownOrderTests(client: BokbasenOrderClient): ConformanceTest[] {
  return [unknownOrderTest(client), unknownLineTest(client)];
}

function unknownOrderTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'An unknown order is read or updated',
    verifies: [requirements.notFound, requirements.notFoundStatus],
    run: async (context) => {
      const id = client.session.ids.uuid();
      const probe = { probe: true };
      const reduction = { ean: UNKNOWN_EAN, number: -1 };
      const answers: [string, Exchange][] = [
        ['GET of the order', await client.get(context, id, probe)],
        ['GET of its document', await client.getDocument(context, id, probe)],
        ['a reduction', await client.reduce(context, id, reduction, probe)],
      ];
      if (client.session.hasClient('seller')) {
        const update = await client.update(context, id, 1, { status: 'RECEIVED' }, probe);
        answers.push(['a status of its line', update]);
      }
      for (const [variant, exchange] of answers) expectNotFound(context, exchange, variant);
    },
  };
}

function unknownLineTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'An unknown line is updated',
    verifies: [requirements.notFound, requirements.notFoundStatus],
    run: async (context) => {
      client.requireSeller(context);
      const { id, lines } = await client.sharedOrder(context);
      const unknown = Math.max(...lines.map((line) => line.id)) + 1000;
      const update = { status: 'RECEIVED' };
      const exchange = await client.update(context, id, unknown, update, { probe: true });
      expectNotFound(context, exchange, `a status of the unknown line ${unknown}`);
    },
  };
}

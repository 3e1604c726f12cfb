import { bokbasenOrderOperations as api } from '../../../apis/bokbasen-orders/operations.js';
import { bokbasenOrderRequirements as requirements } from '../../../apis/bokbasen-orders/requirements.js';
import { derivedRequirements } from '../../../platform/api/derived-requirements.js';
import { isRefusal } from '../../../apis/bokbasen/rejections.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import {
  describeResponse,
  runConcurrently,
  type ConformanceTest,
  type TestContext,
} from '../../runner/test-context.js';
import { invalidDocumentsOf } from './invalid-documents.js';
import type { BokbasenOrderClient } from './order-client.js';
import { editxDocumentOf, type TestOrderContent } from './order-documents.js';
import { orderIdFromLocation } from './order-responses.js';

const CONCURRENT_CALLS = 6;
const { schema, ok } = derivedRequirements(api.sendOrder);

/** Tests of documents that are no valid EDItX order. */
export function invalidDocumentTests(client: BokbasenOrderClient): ConformanceTest[] {
  return [noOrderTest(client), schemaTest(client)];
}

function noOrderTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'POST /orders/v1 with a body that is no EDItX order',
    verifies: [schema],
    run: (context) =>
      sendInvalid(
        client,
        context,
        false,
        () => client.draftContent(),
        async (exchange, variant) => {
          // 202 and then FAILED is a rejection too.
          const result = await resultOf(client, context, exchange);
          context.expect(schema, exchange, isRejected(result), {
            pointer: '',
            expected: `a 40x status for ${variant}`,
            seen: result,
          });
        },
      ),
  };
}

function schemaTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'POST /orders/v1 with an order that violates the EDItX schema',
    verifies: [schema, requirements.editxOutcome],
    run: async (context) => {
      const expected = client.session.rules['EDITX_SCHEMA'] === 'lenient' ? 'FAILED' : '400';
      // If no order becomes SENT, the result of these proves nothing.
      await client.sharedOrder(context);
      const content = (): TestOrderContent => client.orderContent(context);
      await sendInvalid(client, context, true, content, async (exchange, variant) => {
        const result = await resultOf(client, context, exchange);
        context.expect(schema, exchange, isRejected(result), {
          pointer: '',
          expected: `a 40x status for ${variant}`,
          seen: result,
        });
        context.expect(requirements.editxOutcome, exchange, result === expected, {
          pointer: '',
          expected: `${expected} for ${variant}`,
          seen: result,
          causes: [schema, ok],
        });
      });
    },
  };
}

function isRejected(result: string): boolean {
  return result === 'FAILED' || isRefusal(Number(result));
}

/** Sends every invalid document of one kind, each derived from a new order. */
async function sendInvalid(
  client: BokbasenOrderClient,
  context: TestContext,
  isOrder: boolean,
  content: () => TestOrderContent,
  check: (exchange: Exchange, variant: string) => Promise<void>,
): Promise<void> {
  const create = () =>
    invalidDocumentsOf(editxDocumentOf(content())).filter((one) => one.isOrder === isOrder);
  await runConcurrently([...create().keys()], CONCURRENT_CALLS, async (index) => {
    const { description, document } = create()[index]!;
    await check(await client.send(context, document, { probe: true }), description);
  });
}

/** The status of an order that was accepted, or of the response. */
async function resultOf(
  client: BokbasenOrderClient,
  context: TestContext,
  sent: Exchange,
): Promise<string> {
  const isAccepted = sent.status >= 200 && sent.status < 300;
  if (!isAccepted || orderIdFromLocation(sent) === undefined) return describeResponse(sent);
  return (await client.waitForOutcome(context, sent)).result;
}

import { ddsExamples } from '../../../apis/bokbasen-dds/examples.js';
import { ddsOperations } from '../../../apis/bokbasen-dds/operations.js';
import type { Operation } from '../../../platform/api/operation.js';
import type { ConformanceSession } from '../../runner/conformance-session.js';
import type { CallOptions } from '../../runner/target-client.js';
import { STRING_FOR_NUMBER } from '../../runner/invalid-variants.js';
import type { OperationTestOptions } from '../../runner/operation-test-options.js';
import type { TestContext } from '../../runner/test-context.js';
import { daysAgo } from './inventory-pages.js';
import { prepareDownload } from './status-page.js';
import type { DdsTestClient } from './test-client.js';

/** Calls of DDS for the tests that are derived from its operations. */
export function ddsOperationTestOptions(client: DdsTestClient): OperationTestOptions {
  return {
    validCall: (context, operation) => validDdsCall(client, context, operation),
    wrongRoleCall: (operation) => ({ operation }),
    insufficientToken: tokenForOtherService,
    // The documentation lists the attributes of a report, but not the types of its numbers.
    isUnspecified: ({ audience }, { description }) =>
      audience === 'reporting' && description === STRING_FOR_NUMBER,
  };
}

/**
 * Creates a new valid call of an operation. URLs of downloads come from responses, because their
 * form is not documented.
 */
export async function validDdsCall(
  client: DdsTestClient,
  context: TestContext,
  operation: Operation,
): Promise<CallOptions> {
  const { title, consumer } = { title: client.title('nodrm'), consumer: client.consumer };
  const at = (kind: string, id?: string): CallOptions => ({
    operation,
    as: kind,
    ...(id !== undefined && { path: operation.path.replace(/\{\w+\}/, encodeURIComponent(id)) }),
  });
  const byRight = async (kind: string, call: CallOptions): Promise<CallOptions> => {
    await client.requireRight(context, kind, call);
    return call;
  };
  switch (operation.name) {
    case 'placeOrder':
      return { ...at('store'), body: client.order() };
    case 'placeSubscriptionOrder':
      return byRight('subscription', { ...at('subscription'), body: { resid: title } });
    case 'getContent':
      return { ...at('store'), url: await client.orderedContent(context, 'nodrm') };
    case 'getSample':
      return at('store', client.title('excerpt'));
    case 'getRawContent':
      return byRight('partner', at('partner', title));
    case 'getLibraryContent':
      return byRight('library', at('library', title));
    case 'getDownloadStatus': {
      const content = await client.orderedContent(context, 'nodrm');
      const url = client.statusPageOf(context, await client.startDownload(context, content));
      return { operation, url, headers: { accept: 'application/json' } };
    }
    case 'getFile': {
      const { link } = await prepareDownload(
        client,
        context,
        await client.orderedContent(context, 'nodrm'),
      );
      return { operation, url: link };
    }
    case 'getInventory':
      return { ...at('store'), query: { after: daysAgo(100), pagesize: '100' } };
    case 'getInventoryByIsbn':
      return at('store', client.dataValue('isbn') ?? ddsExamples.streaming.items[0]?.isbn);
    case 'getShelf':
    case 'findAccount':
      return at('store', consumer);
    case 'registerAccount':
      return { ...at('store'), body: client.registration() };
    case 'reportStreaming':
      return { ...at('subscription'), body: ddsExamples.streaming };
    default:
      return { ...at('subscription'), body: ddsExamples.loans };
  }
}

/** Authorization header of the same client with a token for another service of Bokbasen. */
async function tokenForOtherService(
  session: ConformanceSession,
  operation: Operation,
): Promise<string> {
  const { getShelf, placeOrder } = ddsOperations;
  const other: Operation = operation.audience === 'dds' ? getShelf : placeOrder;
  return `Bearer ${await session.tokens.get('store', other)}`;
}

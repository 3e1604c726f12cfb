import { ddsExamples } from '../../../apis/bokbasen-dds/examples.js';
import { ddsOperations } from '../../../apis/bokbasen-dds/operations.js';
import type { Operation } from '../../../platform/api/operation.js';
import type { CallOptions, ConformanceSession } from '../../runner/conformance-session.js';
import type { OperationTestOptions } from '../../runner/operation-tests.js';
import type { TestContext } from '../../runner/test-context.js';
import { longAgo } from './inventory-pages.js';
import { readyOf } from './status-page.js';
import type { DdsTestShop } from './test-shop.js';

const SHELF = 'store';
const USAGE = 'subscription';

/** How the tests that follow from the table come to good calls of DDS. */
export function ddsTable(shop: DdsTestShop): OperationTestOptions {
  return {
    good: (context, operation) => goodCall(shop, context, operation),
    astray: (operation) => ({ operation }),
    tooLittle: (session, operation) => tooLittle(session, operation),
    // Which attributes a report has is published, and not of which type their numbers are.
    leavesOpen: ({ audience }, { fault }) =>
      audience === 'reporting' && fault === 'a text for a number',
  };
}

/** A good call of an operation, new each time; links are followed, and never made up. */
export async function goodCall(
  shop: DdsTestShop,
  context: TestContext,
  operation: Operation,
): Promise<CallOptions> {
  const { title, consumer } = { title: shop.title('nodrm'), consumer: shop.consumer };
  const at = (kind: string, id?: string): CallOptions => ({
    operation,
    as: kind,
    ...(id !== undefined && { path: operation.path.replace(/\{\w+\}/, encodeURIComponent(id)) }),
  });
  const byRight = async (kind: string, ask: CallOptions): Promise<CallOptions> => {
    await shop.demandRight(context, kind, ask);
    return ask;
  };
  switch (operation.name) {
    case 'placeOrder':
      return { ...at('store'), body: shop.order() };
    case 'placeSubscriptionOrder':
      return byRight('subscription', { ...at('subscription'), body: { resid: title } });
    case 'getContent':
      return { ...at('store'), url: await shop.content(context, 'nodrm') };
    case 'getSample':
      return at('store', shop.title('excerpt'));
    case 'getRawContent':
      return byRight('partner', at('partner', title));
    case 'getLibraryContent':
      return byRight('library', at('library', title));
    case 'getDownloadStatus': {
      const content = await shop.content(context, 'nodrm');
      const url = shop.pageOf(context, await shop.start(context, content));
      return { operation, url, headers: { accept: 'application/json' } };
    }
    case 'getFile': {
      const { link } = await readyOf(shop, context, await shop.content(context, 'nodrm'));
      return { operation, url: link };
    }
    case 'getInventory':
      return { ...at('store'), query: { after: longAgo(100), pagesize: '100' } };
    case 'getInventoryByIsbn':
      return at('store', shop.given('isbn') ?? ddsExamples.streaming.items[0]?.isbn);
    case 'getShelf':
    case 'findAccount':
      return at(SHELF, consumer);
    case 'registerAccount':
      return { ...at(SHELF), body: shop.registration() };
    case 'reportStreaming':
      return { ...at(USAGE), body: ddsExamples.streaming };
    default:
      return { ...at(USAGE), body: ddsExamples.loans };
  }
}

/** A good token of the same client, for another of the services. */
async function tooLittle(session: ConformanceSession, operation: Operation): Promise<string> {
  const { getShelf, placeOrder } = ddsOperations;
  const other: Operation = operation.audience === 'dds' ? getShelf : placeOrder;
  return `Bearer ${await session.token('store', other)}`;
}

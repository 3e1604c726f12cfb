import { ddsExamples } from '../../../apis/bokbasen-dds/examples.js';
import type { Loan, StreamingItem } from '../../../apis/bokbasen-dds/messages.js';
import { ddsOperations } from '../../../apis/bokbasen-dds/operations.js';
import { ddsRequirements } from '../../../apis/bokbasen-dds/requirements.js';
import type { Operation } from '../../../platform/api/operation.js';
import type { ConformanceSession } from '../../runner/conformance-session.js';
import type { CallOptions } from '../../runner/target-client.js';
import { STRING_FOR_NUMBER } from '../../runner/invalid-variants.js';
import type { OperationTestOptions } from '../../runner/operation-test-options.js';
import type { TestContext } from '../../runner/test-context.js';
import { isNullOfOptionalField } from '../bokbasen/unspecified-null.js';
import { UNKNOWN_ISBN, type DdsClientKind } from './dds-data.js';
import { daysAgo } from './inventory/inventory-pages.js';
import { prepareDownload } from './status-page.js';
import type { DdsTestClient } from './test-client.js';

/** Calls of DDS for the tests that are derived from its operations. */
export function ddsOperationTestOptions(client: DdsTestClient): OperationTestOptions {
  return {
    validCall: (context, operation) => validDdsCall(client, context, operation),
    callToReject: (context, operation) => ddsCallToReject(client, context, operation),
    wrongRoleCall: (operation) => ({ operation }),
    insufficientToken: tokenForOtherService,
    checkSchemaRejection: (context, exchange, detail) => {
      if (exchange.method === 'POST')
        context.expectStatus(ddsRequirements.schemaStatus, exchange, 400, detail);
    },
    isUnspecified: (operation, variant) =>
      // The documentation lists the attributes of a report, but not the types of its numbers.
      (operation.audience === 'reporting' && variant.description === STRING_FOR_NUMBER) ||
      isNullOfOptionalField(operation, variant),
  };
}

/** Kind of client that may call an operation. */
const callers: Record<string, DdsClientKind> = {
  placeSubscriptionOrder: 'subscription',
  getRawContent: 'partner',
  getLibraryContent: 'library',
  reportStreaming: 'subscription',
  reportLoan: 'subscription',
  reportTibiLoan: 'subscription',
};

/** Kind of client whose token a call has. The default client takes the place of a store. */
export function callerOf({ name }: Operation): DdsClientKind {
  return callers[name] ?? 'store';
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
  const { data } = client;
  const as = callerOf(operation);
  if (as !== 'store') client.requireKind(context, as);
  const at = (id: string): CallOptions => ({ operation, as, path: pathOf(operation, id) });
  switch (operation.name) {
    case 'placeOrder':
      return { operation, as, body: await client.order(context) };
    case 'placeSubscriptionOrder':
      return { operation, as, body: { resid: data.title(context, 'nodrm') } };
    case 'getContent':
      return { operation, as, url: await client.orderedContent(context, 'nodrm') };
    case 'getSample':
      return at(data.title(context, 'excerpt'));
    case 'getRawContent':
    case 'getLibraryContent':
      return at(data.title(context, 'nodrm'));
    case 'getDownloadStatus': {
      const content = await client.orderedContent(context, 'nodrm');
      const url = client.statusPageOf(context, await client.startDownload(context, content));
      return { operation, url, headers: { accept: 'application/json' } };
    }
    case 'getFile': {
      const content = await client.orderedContent(context, 'nodrm');
      return { operation, url: (await prepareDownload(client, context, content)).link };
    }
    case 'getInventory':
      return { operation, as, query: { after: daysAgo(100), pagesize: '100' } };
    case 'getInventoryByIsbn':
      return at(await knownIsbn(client, context));
    case 'getShelf':
    case 'findAccount':
      return at(await client.consumer(context));
    case 'registerAccount':
      return { operation, as, body: client.registration() };
    case 'reportStreaming':
      return { operation, as, body: { items: [streamingItem(client, context)] } };
    default:
      return { operation, as, body: [loan(client, context)] };
  }
}

/** Creates a call with ids that do not exist, unless a valid one needs no data of the partner. */
async function ddsCallToReject(
  client: DdsTestClient,
  context: TestContext,
  operation: Operation,
): Promise<CallOptions> {
  const as = callerOf(operation);
  const isConfigured = as === 'store' || client.session.hasClient(as);
  if (operation.isPublic || (isConfigured && client.data.hasTitle('nodrm')))
    return validDdsCall(client, context, operation);
  const id = client.session.ids.uuid();
  const bodies: Record<string, unknown> = {
    placeOrder: { orderid: `kl-${id}`, resid: id, spd: '18900', id },
    placeSubscriptionOrder: { resid: id },
    registerAccount: client.registration(),
    reportStreaming: { items: [] },
    reportLoan: [],
    reportTibiLoan: [],
  };
  const query = operation.name === 'getInventory' ? { after: daysAgo(100) } : undefined;
  const unknown = operation.name === 'getInventoryByIsbn' ? UNKNOWN_ISBN : id;
  return { operation, as, path: pathOf(operation, unknown), query, body: bodies[operation.name] };
}

function pathOf({ path }: Operation, id: string): string {
  return path.replace(/\{\w+\}/, encodeURIComponent(id));
}

/** The configured ISBN, or one of the inventory. */
export async function knownIsbn(client: DdsTestClient, context: TestContext): Promise<string> {
  if (client.data.isbn !== undefined) return client.data.isbn;
  const operation = ddsOperations.getInventory;
  const query = { after: daysAgo(100), pagesize: '1' };
  const { response } = await context.call({ operation, as: 'store', query });
  const found = /isbn>\s*(\d{13})/.exec(response.body)?.[1];
  return found ?? context.skip('configure data.isbn: the ISBN of a title in the inventory');
}

/** A valid row of a streaming report. */
export function streamingItem(client: DdsTestClient, context: TestContext): StreamingItem {
  const { isbn, owners } = client.data.reported(context);
  return { ...ddsExamples.streaming.items[0]!, isbn, productOwnerId: owners[0] };
}

/** A valid loan. */
export function loan(client: DdsTestClient, context: TestContext): Loan {
  const { isbn } = client.data.reported(context);
  return { ...ddsExamples.loans[0]!, isbn };
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

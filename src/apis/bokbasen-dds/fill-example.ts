import { randomUUID } from 'node:crypto';
import { toIsoUtc } from '../../platform/time/time.js';
import type { ExampleFacts, FilledExample } from '../descriptor.js';
import { CONSUMER, NODRM_TITLE, ddsExamples } from './examples.js';

const DAY_MS = 86_400_000;
/** Time for which a link to a file is valid. */
const VALID_MS = 15 * 60_000;
const DOWNLOAD = 'adf39c11-a7dc-42b0-b6a2-0313937fb914';
const STATUS_PATH = /\/download\/(?:v1\/)?([^/?#]+)\/status/;
const FILE_PATH = /\/download\/(?:v1\/)?([^/?#]+)\/file\/([^/?#]+)\/([^/?#<"]+)/;
/** Operations that start a download. */
const STARTS = ['getContent', 'getSample', 'getRawContent', 'getLibraryContent'];

/** Examples of DDS: new orders and reports, and calls about the orders and titles of the workspace. */
export async function fillDdsExample(
  operation: string,
  facts: ExampleFacts,
): Promise<FilledExample> {
  const { now } = facts;
  const today = toIsoUtc(now).slice(0, 10);
  switch (operation) {
    case 'placeOrder':
      return { body: { ...ddsExamples.order, orderid: `order-${randomUUID().slice(0, 8)}` } };
    case 'placeSubscriptionOrder':
      return { body: ddsExamples.subscription };
    case 'getContent': {
      const sale = await facts.latest<{ fulfilmentId: string; order: { resid: string } }>(
        'dds-orders',
        ({ order }) => order.resid === NODRM_TITLE,
      );
      const id = sale?.fulfilmentId ?? DOWNLOAD;
      return { parameters: { id }, ...(!sale && { needs: 'placeOrder' }) };
    }
    case 'getSample':
    case 'getRawContent':
    case 'getLibraryContent':
      return { parameters: { id: NODRM_TITLE } };
    case 'getDownloadStatus':
      return fillStatus(facts);
    case 'getFile':
      return fillFile(facts);
    case 'getInventory':
      return {
        parameters: {
          after: toIsoUtc(now - 90 * DAY_MS)
            .replaceAll(/\D/g, '')
            .slice(0, 14),
        },
      };
    case 'getShelf':
    case 'findAccount':
      return { parameters: { id: CONSUMER } };
    case 'registerAccount':
      return {
        body: {
          ...ddsExamples.registration,
          email: `kari.${randomUUID().slice(0, 8)}@example.org`,
        },
      };
    case 'reportStreaming': {
      const month = lastMonth(today);
      const items = ddsExamples.streaming.items.map((item) => ({
        ...item,
        periodFrom: month,
        periodTo: month,
      }));
      return { body: { items } };
    }
    case 'reportLoan':
    case 'reportTibiLoan':
      return { body: ddsExamples.loans.map((loan) => ({ ...loan, date: today })) };
    default:
      return {};
  }
}

/** The month before a day. */
function lastMonth(day: string): string {
  const first = Date.parse(`${day.slice(0, 7)}-01T00:00:00Z`);
  return toIsoUtc(first - DAY_MS).slice(0, 7);
}

async function fillStatus({ handedOut }: ExampleFacts): Promise<FilledExample> {
  for (const operation of STARTS) {
    const id = STATUS_PATH.exec((await handedOut(operation, VALID_MS))?.location ?? '')?.[1];
    if (id !== undefined) return { parameters: { id } };
  }
  return { parameters: { id: DOWNLOAD }, needs: 'getSample' };
}

async function fillFile({ handedOut }: ExampleFacts): Promise<FilledExample> {
  const status = await handedOut('getDownloadStatus', VALID_MS);
  const [, id = DOWNLOAD, until = '20260901T000000', name = 'book.epub'] =
    FILE_PATH.exec(status?.body ?? '') ?? [];
  const parameters = { id, until, name };
  return FILE_PATH.test(status?.body ?? '')
    ? { parameters }
    : { parameters, needs: 'getDownloadStatus' };
}

import { examples } from '../../../contracts/bokbasen-dds/examples.js';
import { ddsApi } from '../../../contracts/bokbasen-dds/operations.js';
import type { Operation } from '../../../kernel/contract/operation.js';
import type { Ask, Lab } from '../../runner/lab.js';
import type { TableHow } from '../../runner/table-tests.js';
import type { Trial } from '../../runner/trial.js';
import { longAgo } from './inventory-pages.js';
import { readyOf } from './status-page.js';
import type { Shop } from './shop.js';

const SHELF = 'store';
const USAGE = 'subscription';

/** How the tests that follow from the table come to good calls of DDS. */
export function ddsTable(shop: Shop): TableHow {
  return {
    good: (trial, operation) => goodCall(shop, trial, operation),
    astray: (operation) => ({ operation }),
    tooLittle: (lab, operation) => tooLittle(lab, operation),
    // Which attributes a report has is published, and not of which type their numbers are.
    leavesOpen: ({ audience }, { fault }) =>
      audience === 'reporting' && fault === 'a text for a number',
  };
}

/** A good call of an operation, new each time; links are followed, and never made up. */
export async function goodCall(shop: Shop, trial: Trial, operation: Operation): Promise<Ask> {
  const { title, consumer } = { title: shop.title('nodrm'), consumer: shop.consumer };
  const at = (kind: string, id?: string): Ask => ({
    operation,
    as: kind,
    ...(id !== undefined && { path: operation.path.replace(/\{\w+\}/, encodeURIComponent(id)) }),
  });
  const byRight = async (kind: string, ask: Ask): Promise<Ask> => {
    await shop.demandRight(trial, kind, ask);
    return ask;
  };
  switch (operation.name) {
    case 'placeOrder':
      return { ...at('store'), body: shop.order() };
    case 'placeSubscriptionOrder':
      return byRight('subscription', { ...at('subscription'), body: { resid: title } });
    case 'getContent':
      return { ...at('store'), url: await shop.content(trial, 'nodrm') };
    case 'getSample':
      return at('store', shop.title('excerpt'));
    case 'getRawContent':
      return byRight('partner', at('partner', title));
    case 'getLibraryContent':
      return byRight('library', at('library', title));
    case 'getDownloadStatus': {
      const content = await shop.content(trial, 'nodrm');
      const url = shop.pageOf(trial, await shop.start(trial, content));
      return { operation, url, headers: { accept: 'application/json' } };
    }
    case 'getFile': {
      const { link } = await readyOf(shop, trial, await shop.content(trial, 'nodrm'));
      return { operation, url: link };
    }
    case 'getInventory':
      return { ...at('store'), query: { after: longAgo(100), pagesize: '100' } };
    case 'getInventoryByIsbn':
      return at('store', shop.given('isbn') ?? examples.streaming.items[0]?.isbn);
    case 'getShelf':
    case 'findAccount':
      return at(SHELF, consumer);
    case 'registerAccount':
      return { ...at(SHELF), body: shop.registration() };
    case 'reportStreaming':
      return { ...at(USAGE), body: examples.streaming };
    default:
      return { ...at(USAGE), body: examples.loans };
  }
}

/** A good token of the same client, for another of the services. */
async function tooLittle(lab: Lab, operation: Operation): Promise<string> {
  const { getShelf, placeOrder } = ddsApi;
  const other: Operation = operation.audience === 'dds' ? getShelf : placeOrder;
  return `Bearer ${await lab.token('store', other)}`;
}

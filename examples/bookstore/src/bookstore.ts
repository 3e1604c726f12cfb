import { DdsError, type DdsClient, type DdsOrder } from './dds-client.js';

/** A sale. `created`: DDS has not answered yet; `ordered`: the consumer owns the title; `refused`: DDS refused it. */
export interface Sale {
  order: DdsOrder;
  status: 'created' | 'ordered' | 'refused';
  /** True from the first attempt: DDS may have the order, also without an answer. */
  wasSent: boolean;
  reason?: string;
  contentUrl?: string;
  /** Status page of the download that is in progress. */
  statusUrl?: string;
}

/** The file is not ready yet, or DDS could not make it. */
export class DeliveryError extends Error {}

/** DDS asks for half a second at least. */
const POLL_PAUSE_MS = 1000;
const MAX_POLLS = 30;

/** A store for e-books. A real store has a database for its sales. */
export class Bookstore {
  private readonly sales = new Map<string, Sale>();

  constructor(
    private readonly dds: DdsClient,
    private readonly sleep: (milliseconds: number) => Promise<void>,
  ) {}

  /** Sells a title. A repeat with the same `orderid` buys nothing twice: it continues the sale. */
  async sell(order: DdsOrder): Promise<Sale> {
    const sale = this.sales.get(order.orderid) ?? { order, status: 'created', wasSent: false };
    this.sales.set(order.orderid, sale);
    if (sale.status !== 'created') return sale;
    try {
      sale.contentUrl = await this.placeOrder(sale);
      sale.status = 'ordered';
    } catch (error) {
      if (!(error instanceof DdsError)) throw error;
      sale.reason = error.message;
      if (!error.isTemporary) sale.status = 'refused';
    }
    return sale;
  }

  /** The file of a sale. Rejects with `DeliveryError`; after a slow preparation, call it again later. */
  async deliver(sale: Sale): Promise<Buffer> {
    if (sale.contentUrl === undefined) throw new DeliveryError(`not ordered: ${sale.reason}`);
    sale.statusUrl ??= await this.dds.startDownload(sale.contentUrl);
    for (let poll = 0; poll < MAX_POLLS; poll += 1) {
      const { status, downloadURL } = await this.dds.downloadStatus(sale.statusUrl);
      if (status === 'READY' && downloadURL !== undefined) return this.dds.download(downloadURL);
      if (status === 'FAILED') {
        delete sale.statusUrl;
        throw new DeliveryError('DDS could not prepare the file');
      }
      await this.sleep(POLL_PAUSE_MS);
    }
    throw new DeliveryError('DDS still prepares the file');
  }

  private async placeOrder(sale: Sale): Promise<string> {
    const { order, wasSent } = sale;
    sale.wasSent = true;
    try {
      return await this.dds.placeOrder(order);
    } catch (error) {
      if (!(error instanceof DdsError) || error.status !== 409) throw error;
      // An order number that is used: our own order, if its answer was lost.
      const isOurs = wasSent || error.attempts > 1;
      const contentUrl = isOurs && (await this.dds.findOnShelf(order.id, order.resid));
      if (!contentUrl) throw error;
      return contentUrl;
    }
  }
}

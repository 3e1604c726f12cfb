import type { ConformanceSession } from '../../runner/conformance-session.js';
import type { TestContext } from '../../runner/test-context.js';

/** Kinds of client that tests need, and the description of each for the configuration. */
export const clientDescriptions = {
  buyer: 'a client that sends orders, and receives none of them',
  seller: 'a client that receives those orders, and sends none',
  reader: 'a client of a third party, which neither sends nor receives the orders',
  otherAudience: 'a client with the audience of another API',
};

export type ClientKind = keyof typeof clientDescriptions;

/** Data of the partner that the configuration names. */
const dataDescriptions = {
  buyer: 'the party number of the buyer, for which clients.buyer acts',
  seller: 'the party number of the seller of data.products',
  products: 'EANs of two products that the seller sells',
  ebook: 'the EAN of an e-book',
  unknownProduct: 'an EAN that belongs to no product',
  slowProduct: 'the EAN of a product whose orders stay UNPROCESSED',
};

type DataName = keyof typeof dataDescriptions;

/** Data of the partner. A test is skipped if the configuration does not name what it needs. */
export class OrderData {
  constructor(private readonly session: ConformanceSession) {}

  buyer(context: TestContext): string {
    return this.required(context, 'buyer');
  }

  seller(context: TestContext): string {
    return this.required(context, 'seller');
  }

  /** The EAN of a special product. */
  product(context: TestContext, name: 'ebook' | 'unknownProduct' | 'slowProduct'): string {
    return this.required(context, name);
  }

  /** Undefined: the products determine the seller. */
  get configuredSeller(): string | undefined {
    return this.session.text('seller');
  }

  /** EANs that the seller sells: one, or two. */
  products(context: TestContext): [string, ...string[]] {
    const value = context.requireData('products', dataDescriptions.products);
    const [first, second] = Array.isArray(value) ? value.map(String) : [];
    if (first === undefined) return context.skip(missingDataReason('products'));
    return second === undefined || second === first ? [first] : [first, second];
  }

  /** True if a valid order can be made. */
  get isComplete(): boolean {
    const { buyer, products } = this.session.options.data;
    return buyer !== undefined && Array.isArray(products) && products.length > 0;
  }

  private required(context: TestContext, name: DataName): string {
    context.requireData(name, dataDescriptions[name]);
    return this.session.text(name) ?? context.skip(missingDataReason(name));
  }
}

function missingDataReason(name: DataName): string {
  return `configure data.${name}: ${dataDescriptions[name]}`;
}

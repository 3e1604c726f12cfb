import { SELLER } from '../../apis/bokbasen/clients.js';
import { isEan13 } from '../../apis/bokbasen-orders/ean.js';
import type { EditxOrder } from '../../apis/bokbasen-orders/validate-editx.js';
import { bokbasenOrderRequirements as requirements } from '../../apis/bokbasen-orders/requirements.js';
import {
  at,
  fail,
  passIf,
  violationsOf,
  type CheckResult,
} from '../../platform/requirements/check-result.js';
import type { Requirement } from '../../platform/requirements/requirement.js';
import type { Violation } from '../../platform/requirements/violation.js';
import type { Product } from './state/record.messages.js';

const MAX_REFERENCES = 2;
/**
 * Requirements whose violation makes an order FAILED: the product, the quantity, the number of the
 * order or its seller cannot be used. A violation of any other one is a finding only, because real
 * orders have it (a live order of 178 lines says that it has 179).
 */
const failingRequirements: ReadonlySet<Requirement> = new Set<Requirement>([
  requirements.uniqueOrderNumber,
  requirements.knownProduct,
  requirements.checkDigit,
  requirements.noEbook,
  requirements.positiveQuantity,
  requirements.oneSeller,
  requirements.knownSeller,
]);

/** Data that the processing of an order needs. */
export interface ProcessingContext {
  /** True: this buyer has sent an order with this number before. */
  usedBefore: boolean;
  /** Products with a record, by EAN. */
  products: ReadonlyMap<string, Product>;
  parties: ReadonlySet<string>;
  /** EANs that a magic value makes unknown. */
  unknownProducts: ReadonlySet<string>;
}

/** Result of processing. Without failures the order is SENT to its seller. */
export interface ProcessingResult {
  seller: string | undefined;
  results: CheckResult[];
  /** Violations that make the order FAILED. */
  failures: Violation[];
}

/** Checks an order that is valid against its schema, and finds its seller. */
export function processOrder(order: EditxOrder, context: ProcessingContext): ProcessingResult {
  const sellers = sellersOf(order, context);
  const results = [
    ...checkHeader(order, context),
    ...checkLines(order, context),
    passIf(
      requirements.oneSeller,
      sellers.length <= 1,
      at('/Order', 'one seller', sellers.join(', ')),
    ),
  ];
  if (sellers.length !== 1) return { seller: undefined, results, failures: failuresOf(results) };
  const [seller = ''] = sellers;
  results.push(checkSeller(seller, order, context));
  return { seller, results, failures: failuresOf(results) };
}

function failuresOf(results: readonly CheckResult[]): Violation[] {
  return violationsOf(results.filter(({ requirement }) => failingRequirements.has(requirement)));
}

function checkSeller(seller: string, order: EditxOrder, context: ProcessingContext): CheckResult {
  const isKnown = context.parties.has(seller);
  const place =
    order.seller === undefined
      ? at(
          '/Order/ItemDetail[1]/ProductID/Identifier',
          'a product of a known seller',
          `${order.lines[0]?.ean}, sold by ${seller}`,
        )
      : at('/Order/Header/SellerParty/PartyID/Identifier', 'a known party', seller);
  return passIf(requirements.knownSeller, isKnown, place);
}

/**
 * Finds the product of an EAN. Without a record, every EAN with a valid check digit is a book of
 * the default seller.
 */
export function productOf(
  ean: string,
  { products, unknownProducts: unknown }: ProcessingContext,
): Product | undefined {
  if (unknown.has(ean)) return undefined;
  if (!isEan13(ean)) return products.get(ean);
  return products.get(ean) ?? { id: ean, kind: 'book', seller: SELLER };
}

/** Seller that the header names, or else the sellers of the products. */
function sellersOf({ seller, lines }: EditxOrder, context: ProcessingContext): string[] {
  if (seller !== undefined) return [seller];
  // An empty seller counts: it is not a known party, so that the order fails.
  const sellers = lines.flatMap(({ ean = '' }) => productOf(ean, context)?.seller ?? []);
  return [...new Set(sellers)];
}

function checkHeader(order: EditxOrder, { usedBefore }: ProcessingContext): CheckResult[] {
  const { references, numberOfLines, lines } = order;
  const reference = `/Order/Header/ReferenceCoded[${MAX_REFERENCES + 1}]`;
  return [
    checkOrderNumber(order, usedBefore),
    passIf(
      requirements.twoReferences,
      references <= MAX_REFERENCES,
      at(reference, 'at most two', String(references)),
    ),
    passIf(
      requirements.numberOfLines,
      numberOfLines === lines.length,
      at('/Order/Summary/NumberOfLines', String(lines.length), String(numberOfLines)),
    ),
  ];
}

function checkOrderNumber({ orderNumber }: EditxOrder, usedBefore: boolean): CheckResult {
  const pointer = '/Order/Header/OrderNumber';
  if (orderNumber === '') return fail(requirements.someOrderNumber, pointer, 'a number', 'none');
  const expected = 'a number that this buyer has not used before';
  return passIf(requirements.uniqueOrderNumber, !usedBefore, at(pointer, expected, orderNumber));
}

function checkLines({ lines }: EditxOrder, context: ProcessingContext): CheckResult[] {
  const numbers = new Set<number>();
  return lines.flatMap(({ lineNumber, ean, quantity }, index) => {
    const line = `/Order/ItemDetail[${index + 1}]`;
    const isTooSmall = quantity < 1;
    const isRepeated = lineNumber < 1 || numbers.has(lineNumber);
    numbers.add(lineNumber);
    return [
      ...checkProduct(ean, `${line}/ProductID`, context),
      passIf(
        requirements.positiveQuantity,
        !isTooSmall,
        at(`${line}/OrderQuantity`, 'at least 1', String(quantity)),
      ),
      passIf(
        requirements.distinctLineNumbers,
        !isRepeated,
        at(`${line}/LineNumber`, 'a unique number of at least 1', String(lineNumber)),
      ),
    ];
  });
}

function checkProduct(
  ean: string | undefined,
  pointer: string,
  context: ProcessingContext,
): CheckResult[] {
  if (ean === undefined) return [fail(requirements.knownProduct, pointer, 'an EAN13', 'none')];
  const identifier = `${pointer}/Identifier`;
  if (!isEan13(ean)) {
    const expected = 'an EAN-13 with a valid check digit';
    return [fail(requirements.checkDigit, identifier, expected, ean)];
  }
  const product = productOf(ean, context);
  if (!product) return [fail(requirements.knownProduct, identifier, 'a known product', ean)];
  const isEbook = product.kind === 'e-book' || product.kind === 'audiobook';
  const expected = 'a book or a digital learning product';
  const place = at(identifier, expected, `${ean}, an ${product.kind}`);
  return [passIf(requirements.noEbook, !isEbook, place)];
}

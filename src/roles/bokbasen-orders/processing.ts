import { SELLER } from '../../apis/bokbasen/clients.js';
import { isEan13 } from '../../apis/bokbasen-orders/ean.js';
import type { EditxOrder } from '../../apis/bokbasen-orders/editx.js';
import { bokbasenOrderRequirements as requirements } from '../../apis/bokbasen-orders/requirements.js';
import { violationOf } from '../../platform/requirements/requirement.js';
import type { Product } from './state/record.messages.js';
import type { Violation } from '../../platform/requirements/violation.js';

const MOST_REFERENCES = 2;
/** What is said of one order at the most. */
const MOST_FAILURES = 100;

/** What Bokbasen knows when it processes an order. */
export interface ProcessingContext {
  /** An order of this buyer with this number came before. */
  usedBefore: boolean;
  /** Products that were said something of, by EAN. */
  products: ReadonlyMap<string, Product>;
  parties: ReadonlySet<string>;
  /** EANs of which nothing is known, on purpose. */
  unknown: ReadonlySet<string>;
}

/** What processing comes to: without failures the order is SENT to its seller. */
export interface ProcessingResult {
  seller: string | undefined;
  failures: Violation[];
}

/** Whether an order that is as its schema wants it can be passed on, and to whom. */
export function processOrder(order: EditxOrder, known: ProcessingContext): ProcessingResult {
  const sellers = sellersOf(order, known);
  const failures = [
    ...headerFailures(order, known),
    ...lineFailures(order, known),
    ...(sellers.length > 1
      ? [violationOf(requirements.oneSeller, '/Order', 'one seller', sellers.join(', '))]
      : sellers.flatMap((seller) => unknownSeller(seller, order, known))),
  ];
  const seller = sellers.length === 1 ? sellers[0] : undefined;
  return { seller, failures: failures.slice(0, MOST_FAILURES) };
}

function unknownSeller(seller: string, order: EditxOrder, known: ProcessingContext): Violation[] {
  if (known.parties.has(seller)) return [];
  if (order.seller !== undefined) {
    const place = '/Order/Header/SellerParty/PartyID/Identifier';
    return [violationOf(requirements.knownSeller, place, 'a party that is known here', seller)];
  }
  const place = '/Order/ItemDetail[1]/ProductID/Identifier';
  const seen = `${order.lines[0]?.ean}, sold by ${seller}`;
  return [violationOf(requirements.knownSeller, place, 'a product that a known party sells', seen)];
}

/** The product of an EAN: every one with a right check digit is known but one. */
export function productOf(
  ean: string,
  { products, unknown }: ProcessingContext,
): Product | undefined {
  if (unknown.has(ean)) return undefined;
  if (!isEan13(ean)) return products.get(ean);
  return products.get(ean) ?? { id: ean, kind: 'book', seller: SELLER };
}

/** The party that the header names, or those that sell the products. */
function sellersOf({ seller, lines }: EditxOrder, known: ProcessingContext): string[] {
  if (seller !== undefined) return [seller];
  const sellers = lines.flatMap(({ ean }) => (ean && productOf(ean, known)?.seller) || []);
  return [...new Set(sellers)];
}

function headerFailures(
  { orderNumber, references, numberOfLines, lines }: EditxOrder,
  { usedBefore }: ProcessingContext,
): Violation[] {
  const header = '/Order/Header';
  const found: Violation[] = [];
  if (orderNumber === '')
    found.push(
      violationOf(requirements.someOrderNumber, `${header}/OrderNumber`, 'a number', 'none'),
    );
  else if (usedBefore) {
    const expected = 'a number that this buyer has not used';
    found.push(
      violationOf(requirements.uniqueOrderNumber, `${header}/OrderNumber`, expected, orderNumber),
    );
  }
  if (references > MOST_REFERENCES) {
    const place = `${header}/ReferenceCoded[${MOST_REFERENCES + 1}]`;
    found.push(violationOf(requirements.twoReferences, place, 'at most two', String(references)));
  }
  if (numberOfLines !== lines.length) {
    const place = '/Order/Summary/NumberOfLines';
    const [expected, seen] = [String(lines.length), String(numberOfLines)];
    found.push(violationOf(requirements.numberOfLines, place, expected, seen));
  }
  return found;
}

function lineFailures({ lines }: EditxOrder, known: ProcessingContext): Violation[] {
  const numbers = new Set<number>();
  return lines.flatMap(({ lineNumber, ean, quantity }, index) => {
    const place = `/Order/ItemDetail[${index + 1}]`;
    const found = productFailures(ean, `${place}/ProductID`, known);
    if (quantity < 1) {
      const at = `${place}/OrderQuantity`;
      found.push(violationOf(requirements.positiveQuantity, at, 'at least 1', String(quantity)));
    }
    if (lineNumber < 1 || numbers.has(lineNumber)) {
      const expected = 'a number from 1 on, of its own';
      const at = `${place}/LineNumber`;
      found.push(violationOf(requirements.distinctLineNumbers, at, expected, String(lineNumber)));
    }
    numbers.add(lineNumber);
    return found;
  });
}

function productFailures(
  ean: string | undefined,
  place: string,
  known: ProcessingContext,
): Violation[] {
  if (ean === undefined) return [violationOf(requirements.knownProduct, place, 'an EAN13', 'none')];
  if (!isEan13(ean))
    return [
      violationOf(
        requirements.checkDigit,
        `${place}/Identifier`,
        'an EAN-13 with a right check digit',
        ean,
      ),
    ];
  const product = productOf(ean, known);
  if (!product)
    return [
      violationOf(
        requirements.knownProduct,
        `${place}/Identifier`,
        'a product that is known here',
        ean,
      ),
    ];
  return product.kind === 'e-book' || product.kind === 'audiobook'
    ? [
        violationOf(
          requirements.noEbook,
          `${place}/Identifier`,
          'a book or a digital learning product',
          `${ean}, an ${product.kind}`,
        ),
      ]
    : [];
}

import { writeEditx } from '../../../apis/bokbasen-orders/editx-writer.js';
import { realNow, toIsoUtc } from '../../../platform/time/time.js';

/** Content of an order that the runner sends. */
export interface TestOrderContent {
  number: string;
  buyer: string;
  /** Undefined: the products determine the seller. */
  seller: string | undefined;
  lines: { ean: string; quantity: number }[];
}

/** Writes an order as an EDItX document. */
export function editxDocumentOf({ number, buyer, seller, lines }: TestOrderContent): string {
  const now = toBokbasenTimestamp(realNow());
  return writeEditx({
    orderNumber: number,
    issued: `${now.slice(0, 8)}T${now.slice(8, 12)}Z`,
    buyer,
    ...(seller !== undefined && { seller }),
    lines,
  });
}

/** Formats a moment as `YYYYMMDDHHMMSS` in UTC. */
export function toBokbasenTimestamp(milliseconds: number): string {
  return toIsoUtc(milliseconds).slice(0, 19).replaceAll(/\D/g, '');
}

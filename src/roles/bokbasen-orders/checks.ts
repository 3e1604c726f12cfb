import { bokbasenOrderRequirements as asked } from '../../contracts/bokbasen-orders/requirements.js';
import { LineStatusUpdate, QuantityUpdate } from '../../contracts/bokbasen-orders/messages.js';
import { finding } from '../../kernel/contract/requirement.js';
import { undeclaredFields } from '../../kernel/contract/schema.js';
import { delivered } from './order-line.js';
import type { Finding } from '../../kernel/journal/exchange.js';

const TERMS = ['valid_from', 'valid_to', 'price'] as const;

/** What a careful seller would have done otherwise in an update that its schema allows. */
export function checkStatusUpdate(update: LineStatusUpdate): Finding[] {
  const { status, comment, valid_from, valid_to, price } = update;
  const found = undeclaredFields(LineStatusUpdate, update).map(unknownField);
  if (status === 'REJECTED' && !comment?.trim()) {
    const seen = comment === undefined ? 'missing' : 'empty';
    found.push(finding(asked.reasonWithRejection, '/comment', 'a comment that says why', seen));
  }
  if (valid_from !== undefined && valid_to !== undefined && valid_from > valid_to) {
    found.push(finding(asked.periodForward, '/valid_to', `${valid_from} or later`, valid_to));
  }
  if (price && price.tax > 0 && price.tax < 1) {
    const expected = `percent, like ${price.tax * 100}`;
    found.push(finding(asked.percentOfTax, '/price/tax', expected, String(price.tax)));
  }
  const term = TERMS.find((name) => update[name] !== undefined);
  if (term !== undefined && !delivered.includes(status)) {
    const expected = `none with ${status}: it comes with ${delivered.join(', ')}`;
    found.push(finding(asked.termsWithDelivery, `/${term}`, expected, 'one'));
  }
  return found;
}

/** The same for a buyer's update of a quantity. */
export function checkQuantityUpdate(update: QuantityUpdate): Finding[] {
  return undeclaredFields(QuantityUpdate, update).map(unknownField);
}

function unknownField(pointer: string): Finding {
  return finding(asked.knownFieldsOnly, pointer, 'no such field', 'a field');
}

import { bokbasenOrderRequirements as requirements } from '../../apis/bokbasen-orders/requirements.js';
import { LineStatusUpdate, QuantityUpdate } from '../../apis/bokbasen-orders/messages.js';
import { violationOf } from '../../platform/requirements/requirement.js';
import { undeclaredFields } from '../../platform/validation/schema.js';
import { delivered } from './order-line.js';
import type { Violation } from '../../platform/requirements/violation.js';

const TERMS = ['valid_from', 'valid_to', 'price'] as const;

/** What a careful seller would have done otherwise in an update that its schema allows. */
export function checkStatusUpdate(update: LineStatusUpdate): Violation[] {
  const { status, comment, valid_from, valid_to, price } = update;
  const found = undeclaredFields(LineStatusUpdate, update).map(unknownField);
  if (status === 'REJECTED' && !comment?.trim()) {
    const seen = comment === undefined ? 'missing' : 'empty';
    found.push(
      violationOf(requirements.reasonWithRejection, '/comment', 'a comment that says why', seen),
    );
  }
  if (valid_from !== undefined && valid_to !== undefined && valid_from > valid_to) {
    found.push(
      violationOf(requirements.periodForward, '/valid_to', `${valid_from} or later`, valid_to),
    );
  }
  if (price && price.tax > 0 && price.tax < 1) {
    const expected = `percent, like ${price.tax * 100}`;
    found.push(violationOf(requirements.percentOfTax, '/price/tax', expected, String(price.tax)));
  }
  const term = TERMS.find((name) => update[name] !== undefined);
  if (term !== undefined && !delivered.includes(status)) {
    const expected = `none with ${status}: it comes with ${delivered.join(', ')}`;
    found.push(violationOf(requirements.termsWithDelivery, `/${term}`, expected, 'one'));
  }
  return found;
}

/** The same for a buyer's update of a quantity. */
export function checkQuantityUpdate(update: QuantityUpdate): Violation[] {
  return undeclaredFields(QuantityUpdate, update).map(unknownField);
}

function unknownField(pointer: string): Violation {
  return violationOf(requirements.knownFieldsOnly, pointer, 'no such field', 'a field');
}

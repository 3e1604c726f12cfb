import { bokbasenOrderRequirements as asked } from '../../contracts/bokbasen-orders/requirements.js';
import { LineStatusUpdate, QuantityUpdate } from '../../contracts/bokbasen-orders/messages.js';
import { finding } from '../../kernel/contract/requirement.js';
import { undeclaredFields } from '../../kernel/contract/schema.js';
import type { Finding } from '../../kernel/journal/exchange.js';

/** What a careful seller would have done otherwise in an update that its schema allows. */
export function checkStatusUpdate(update: LineStatusUpdate): Finding[] {
  const { status, comment, valid_from, valid_to } = update;
  const found = undeclaredFields(LineStatusUpdate, update).map(unknownField);
  if (status === 'REJECTED' && !comment?.trim()) {
    const seen = comment === undefined ? 'missing' : 'empty';
    found.push(finding(asked.reasonWithRejection, '/comment', 'a comment that says why', seen));
  }
  if (valid_from !== undefined && valid_to !== undefined && valid_from > valid_to) {
    found.push(finding(asked.periodForward, '/valid_to', `${valid_from} or later`, valid_to));
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

import type {
  LineStatusUpdate,
  OrderDetailsLine,
} from '../../../../apis/bokbasen-orders/messages.js';
import { bokbasenOrderOperations as api } from '../../../../apis/bokbasen-orders/operations.js';
import { bokbasenOrderRequirements as requirements } from '../../../../apis/bokbasen-orders/requirements.js';
import { derivedRequirements } from '../../../../platform/api/derived-requirements.js';
import { describeValue } from '../../../runner/differences.js';
import type { Exchange } from '../../../../platform/journal/exchange.js';
import type { TestContext } from '../../../runner/test-context.js';

const readOk = derivedRequirements(api.getOrder).ok;

export function isSuccess({ status }: Exchange): boolean {
  return status >= 200 && status < 300;
}

/** Checks that an order shows an update of its line. */
export function expectLine(
  context: TestContext,
  exchange: Exchange,
  { status, comment = '', ...terms }: LineStatusUpdate,
  { line, pointer }: { line: OrderDetailsLine | undefined; pointer: string },
): void {
  const about = { before: `the seller set the line to ${status}`, causes: [readOk] };
  context.expectValue(requirements.statusShown, exchange, line?.status, status, {
    pointer: `${pointer}/status`,
    ...about,
  });
  // The page does not name the field. A comment in the documented place must be the right one.
  const isShown = exchange.response.body.includes(comment);
  const isRight = line?.comment === undefined || comment === '' || line.comment === comment;
  context.expect(requirements.commentShown, exchange, isShown && isRight, {
    pointer: `${pointer}/comment`,
    expected: describeValue(comment),
    seen: describeValue(line?.comment),
    ...about,
  });
  if (Object.keys(terms).length > 0)
    context.expectFields(requirements.termsShown, exchange, line, terms, { pointer, ...about });
}

import type { Type as Class } from '@nestjs/common';
import type {
  CreditOrderConfirmation,
  CreditOrderConfirmationLine,
  CreditOrderRequest,
  OrderConfirmation,
  OrderConfirmationLine,
  OrderRequest,
  OrderStatus,
} from '../../apis/edu-v-order/messages.js';
import { orderRequirements as requirements } from '../../apis/edu-v-order/requirements.js';
import { isSuccess } from '../../apis/edu-v/errors.js';
import { MAX_CLOCK_SKEW_MS, isUtcTimestamp } from '../../apis/edu-v/times.js';
import { violationOf } from '../../platform/requirements/requirement.js';
import { undeclaredFields } from '../../platform/validation/schema.js';
import type { Violation } from '../../platform/requirements/violation.js';

type ConfirmedLine = OrderConfirmationLine | CreditOrderConfirmationLine;

/** A confirmation of either kind: what they share, and under which names the rest stands. */
export interface ConfirmationContext {
  message: OrderConfirmation | CreditOrderConfirmation;
  schema: Class;
  statusField: string;
  linesField: string;
  status: OrderStatus;
  lines: ConfirmedLine[] | undefined;
}

/** What a careful Ordersysteem would have done otherwise in a confirmation that its schema allows. */
export function checkConfirmation(
  { message, schema, statusField, linesField, status, lines }: ConfirmationContext,
  request: OrderRequest | CreditOrderRequest,
  now: number,
): Violation[] {
  const { processedTimestamp, purchaseOrderId, success } = message;
  const found = undeclaredFields(schema, message).map((pointer) =>
    violationOf(requirements.knownFieldsOnly, pointer, 'no such field', 'a field'),
  );
  if (!isUtcTimestamp(processedTimestamp)) {
    found.push(
      violationOf(
        requirements.zuluTime,
        '/processedTimestamp',
        'a time that ends in Z',
        processedTimestamp,
      ),
    );
  }
  if (Date.parse(processedTimestamp) > now + MAX_CLOCK_SKEW_MS) {
    found.push(
      violationOf(
        requirements.notInTheFuture,
        '/processedTimestamp',
        'a time that has come',
        processedTimestamp,
      ),
    );
  }
  if (purchaseOrderId !== undefined && purchaseOrderId !== request.purchaseOrderId) {
    found.push(
      violationOf(
        requirements.echoPurchaseOrder,
        '/purchaseOrderId',
        request.purchaseOrderId,
        purchaseOrderId,
      ),
    );
  }
  if (success === (status === 'declined')) {
    found.push(
      violationOf(
        requirements.successMeansNotDeclined,
        '/success',
        `${!success} with ${statusField} ${status}`,
        String(success),
      ),
    );
  }
  if (success && status !== 'declined' && !isSuccess(message.status))
    found.push(
      violationOf(requirements.successHasItsCode, '/status', '0, 1 or 2', String(message.status)),
    );
  if (status === 'approved' && statusField === 'orderStatus' && !message.salesOrderId)
    found.push(
      violationOf(requirements.salesOrder, '/salesOrderId', 'a number of the order', 'missing'),
    );
  return [
    ...found,
    ...checkReason(message, status),
    ...checkLines(lines ?? [], linesField, request),
  ];
}

function checkReason(
  { status: code, statusMessage }: ConfirmationContext['message'],
  status: OrderStatus,
): Violation[] {
  if (status !== 'declined') return [];
  if (isSuccess(code))
    return [
      violationOf(
        requirements.reasonWithDecline,
        '/status',
        'a code that tells of a refusal',
        String(code),
      ),
    ];
  return statusMessage
    ? []
    : [
        violationOf(
          requirements.reasonWithDecline,
          '/statusMessage',
          'the reason',
          statusMessage ?? 'missing',
        ),
      ];
}

function checkLines(
  lines: ConfirmedLine[],
  linesField: string,
  { orderLines }: OrderRequest | CreditOrderRequest,
): Violation[] {
  const unexplained = lines.flatMap(({ status, statusMessage }, index) =>
    isSuccess(status) || statusMessage
      ? []
      : [
          violationOf(
            requirements.codesExplained,
            `/${linesField}/${index}/statusMessage`,
            `why its status is ${status}`,
            statusMessage ?? 'missing',
          ),
        ],
  );
  // A credit order without lines is for whatever was ordered.
  if (!orderLines || orderLines.length === 0) return unexplained;
  const rest = [...orderLines];
  const found = lines.flatMap((line, index) => {
    const at = meantBy(line, rest);
    const [ordered] = at < 0 ? [] : rest.splice(at, 1);
    return checkLine(line, ordered, `/${linesField}/${index}`);
  });
  return [
    ...unexplained,
    ...found,
    ...(lines.length > 0 ? checkRest(rest, found, linesField) : []),
  ];
}

/** The line of a request that a line of its confirmation stands for: of several, the one of its quantity. */
function meantBy(
  { purchaseOrderLineId, productId, quantity }: ConfirmedLine,
  lines: OrderRequest['orderLines'],
): number {
  const isMeant = (line: OrderRequest['orderLines'][number]): boolean =>
    line.productId === productId &&
    (purchaseOrderLineId === undefined || line.purchaseOrderLineId === purchaseOrderLineId);
  const alike = lines.findIndex((line) => isMeant(line) && line.quantity === quantity);
  return alike >= 0 ? alike : lines.findIndex(isMeant);
}

function checkLine(
  { purchaseOrderLineId, productId, quantity }: ConfirmedLine,
  ordered: { quantity: number } | undefined,
  at: string,
): Violation[] {
  if (!ordered) {
    const seen = [productId, purchaseOrderLineId].filter(Boolean).join(', line ');
    return [violationOf(requirements.confirmsOrderedLine, at, 'a line of the request', seen)];
  }
  if (quantity === undefined || quantity === ordered.quantity) return [];
  const expected = String(ordered.quantity);
  return [violationOf(requirements.echoQuantity, `${at}/quantity`, expected, String(quantity))];
}

/** A line that stands for none of the request was said already: whatever it was meant for is missing because of it. */
function checkRest(
  rest: OrderRequest['orderLines'],
  found: Violation[],
  linesField: string,
): Violation[] {
  const astray = found.filter(
    ({ requirement }) => requirement === requirements.confirmsOrderedLine.id,
  );
  return rest
    .slice(astray.length)
    .map(({ productId, purchaseOrderLineId }) =>
      violationOf(
        requirements.everyLine,
        `/${linesField}`,
        [`a line for ${productId}`, purchaseOrderLineId].filter(Boolean).join(', line '),
        'missing',
      ),
    );
}

import type { Type as Class } from '@nestjs/common';
import type {
  CreditOrderConfirmation,
  CreditOrderConfirmationLine,
  CreditOrderRequest,
  OrderConfirmation,
  OrderConfirmationLine,
  OrderRequest,
  OrderStatus,
} from '../../contracts/edu-v-order/messages.js';
import { orderRequirements as asked } from '../../contracts/edu-v-order/requirements.js';
import { isSuccess } from '../../contracts/edu-v/errors.js';
import { SKEW_MS, isZulu } from '../../contracts/edu-v/times.js';
import { finding } from '../../kernel/contract/requirement.js';
import { undeclaredFields } from '../../kernel/contract/schema.js';
import type { Finding } from '../../kernel/journal/exchange.js';

/** A confirmation of either kind: what they share, and under which names the rest stands. */
export interface Confirmed {
  message: OrderConfirmation | CreditOrderConfirmation;
  schema: Class;
  statusField: string;
  linesField: string;
  status: OrderStatus;
  lines: (OrderConfirmationLine | CreditOrderConfirmationLine)[] | undefined;
}

/** What a careful Ordersysteem would have done otherwise in a confirmation that its schema allows. */
export function checkConfirmation(
  { message, schema, statusField, linesField, status, lines }: Confirmed,
  request: OrderRequest | CreditOrderRequest,
  now: number,
): Finding[] {
  const { processedTimestamp, purchaseOrderId, success } = message;
  const found = undeclaredFields(schema, message).map((pointer) =>
    finding(asked.knownFieldsOnly, pointer, 'no such field', 'a field'),
  );
  if (!isZulu(processedTimestamp)) {
    found.push(
      finding(asked.zuluTime, '/processedTimestamp', 'a time that ends in Z', processedTimestamp),
    );
  }
  if (Date.parse(processedTimestamp) > now + SKEW_MS) {
    found.push(
      finding(
        asked.notInTheFuture,
        '/processedTimestamp',
        'a time that has come',
        processedTimestamp,
      ),
    );
  }
  if (purchaseOrderId !== undefined && purchaseOrderId !== request.purchaseOrderId) {
    found.push(
      finding(
        asked.echoPurchaseOrder,
        '/purchaseOrderId',
        request.purchaseOrderId,
        purchaseOrderId,
      ),
    );
  }
  if (success === (status === 'declined')) {
    found.push(
      finding(
        asked.successMeansNotDeclined,
        '/success',
        `${!success} with ${statusField} ${status}`,
        String(success),
      ),
    );
  }
  return [
    ...found,
    ...checkReason(message, status),
    ...checkLines(lines ?? [], linesField, request),
  ];
}

function checkReason(
  { status: code, statusMessage }: Confirmed['message'],
  status: OrderStatus,
): Finding[] {
  if (status !== 'declined') return [];
  if (isSuccess(code))
    return [
      finding(asked.reasonWithDecline, '/status', 'a code that tells of a refusal', String(code)),
    ];
  return statusMessage
    ? []
    : [
        finding(
          asked.reasonWithDecline,
          '/statusMessage',
          'the reason',
          statusMessage ?? 'missing',
        ),
      ];
}

function checkLines(
  lines: { purchaseOrderLineId?: string; productId: string }[],
  linesField: string,
  { orderLines }: OrderRequest | CreditOrderRequest,
): Finding[] {
  // A credit order without lines is for whatever was ordered.
  if (!orderLines || orderLines.length === 0) return [];
  return lines.flatMap(({ purchaseOrderLineId, productId }, index) => {
    const ordered = orderLines.some(
      (line) =>
        line.productId === productId &&
        (purchaseOrderLineId === undefined || line.purchaseOrderLineId === purchaseOrderLineId),
    );
    if (ordered) return [];
    const seen = [productId, purchaseOrderLineId].filter(Boolean).join(', line ');
    return [
      finding(asked.confirmsOrderedLine, `/${linesField}/${index}`, 'a line of the request', seen),
    ];
  });
}

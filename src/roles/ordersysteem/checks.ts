import { CreditOrderRequest, OrderRequest } from '../../apis/edu-v-order/messages.js';
import { orderRequirements as requirements } from '../../apis/edu-v-order/requirements.js';
import { violationOf, type Requirement } from '../../platform/requirements/requirement.js';
import { undeclaredFields } from '../../platform/validation/schema.js';
import { TOO_MUCH_CREDITED, type CreditCheck } from './credit-order.js';
import type { Violation } from '../../platform/requirements/violation.js';

/** From 1000 on, and letters that the post does not leave out. */
const DUTCH_ZIP_CODE = /^[1-9]\d{3} ?[A-Z]{2}$/;

/** What a careful Bestelomgeving would have done otherwise in an order that its schema allows. */
export function checkOrder(order: OrderRequest): Violation[] {
  const { orderLines, deliveryLocation } = order;
  const { countryCode, zipCode = '' } = deliveryLocation ?? {};
  return [
    ...undeclaredFields(OrderRequest, order).map(unknownField),
    ...(orderLines.length === 0
      ? [violationOf(requirements.someLines, '/orderLines', 'at least one line', 'none')]
      : []),
    ...checkLines(orderLines),
    ...(countryCode === undefined || /^[A-Z]{2}$/.test(countryCode)
      ? []
      : [
          violationOf(
            requirements.countryCode,
            '/deliveryLocation/countryCode',
            'two capital letters',
            countryCode,
          ),
        ]),
    ...(countryCode !== 'NL' || DUTCH_ZIP_CODE.test(zipCode)
      ? []
      : [violationOf(requirements.dutchZipCode, '/deliveryLocation/zipCode', '1234 AB', zipCode)]),
  ];
}

/** What a careful Bestelomgeving would have done otherwise, seen by who has looked for the order. */
export function checkCredited({ departs, reason, lines }: CreditCheck): Violation[] {
  if (departs)
    return [violationOf(departs.requirement, departs.pointer, 'that of an order', reason ?? '')];
  return lines.flatMap(({ quantity, declined }, index) =>
    declined?.startsWith(TOO_MUCH_CREDITED)
      ? [
          violationOf(
            requirements.creditWithinOrder,
            `/orderLines/${index}/quantity`,
            'what is left to credit at the most',
            `${quantity}; ${declined}`,
          ),
        ]
      : [],
  );
}

/** What a credit order was seen to meet, of what is judged by the order that it names. */
export function satisfiedRequirements(
  { responseReferenceId, orderLines = [] }: CreditOrderRequest,
  found: Violation[],
): Requirement[] {
  const isFor = [
    requirements.creditOfKnownOrder,
    ...(responseReferenceId === undefined ? [] : [requirements.approvedReference]),
    ...(orderLines.length === 0 ? [] : [requirements.creditWithinOrder]),
  ];
  // Of an order that there is not, nothing else can be said.
  const first = found[0]?.requirement;
  if (first !== undefined && first !== requirements.creditWithinOrder.id) return [];
  return isFor.filter(({ id }) => id !== first);
}

/** The same for a credit order. */
export function checkCreditOrder(credit: CreditOrderRequest): Violation[] {
  const { orderLines } = credit;
  return [
    ...undeclaredFields(CreditOrderRequest, credit).map(unknownField),
    ...(orderLines?.length === 0
      ? [
          violationOf(
            requirements.someLines,
            '/orderLines',
            'at least one line, or no orderLines for the whole order',
            'none',
          ),
        ]
      : []),
    ...checkLines(orderLines ?? []),
  ];
}

function unknownField(pointer: string): Violation {
  return violationOf(requirements.knownFieldsOnly, pointer, 'no such field', 'a field');
}

function checkLines(lines: { purchaseOrderLineId?: string; quantity: number }[]): Violation[] {
  const ids = new Set<string>();
  return lines.flatMap(({ purchaseOrderLineId, quantity }, index) => {
    const found: Violation[] = [];
    if (quantity < 1)
      found.push(
        violationOf(
          requirements.positiveQuantity,
          `/orderLines/${index}/quantity`,
          'at least 1',
          String(quantity),
        ),
      );
    if (purchaseOrderLineId !== undefined) {
      if (ids.has(purchaseOrderLineId)) {
        const pointer = `/orderLines/${index}/purchaseOrderLineId`;
        found.push(
          violationOf(requirements.distinctLineIds, pointer, 'one of its own', purchaseOrderLineId),
        );
      }
      ids.add(purchaseOrderLineId);
    }
    return found;
  });
}

import { CreditOrderRequest, OrderRequest } from '../../contracts/edu-v-order/messages.js';
import { orderRequirements as asked } from '../../contracts/edu-v-order/requirements.js';
import { finding, type Requirement } from '../../kernel/contract/requirement.js';
import { undeclaredFields } from '../../kernel/contract/schema.js';
import { TOO_MUCH, type JudgedCredit } from './credit-order.js';
import type { Finding } from '../../kernel/journal/exchange.js';

/** From 1000 on, and letters that the post does not leave out. */
const DUTCH_ZIP_CODE = /^[1-9]\d{3} ?[A-Z]{2}$/;

/** What a careful Bestelomgeving would have done otherwise in an order that its schema allows. */
export function checkOrder(order: OrderRequest): Finding[] {
  const { orderLines, deliveryLocation } = order;
  const { countryCode, zipCode = '' } = deliveryLocation ?? {};
  return [
    ...undeclaredFields(OrderRequest, order).map(unknownField),
    ...(orderLines.length === 0
      ? [finding(asked.someLines, '/orderLines', 'at least one line', 'none')]
      : []),
    ...checkLines(orderLines),
    ...(countryCode === undefined || /^[A-Z]{2}$/.test(countryCode)
      ? []
      : [
          finding(
            asked.countryCode,
            '/deliveryLocation/countryCode',
            'two capital letters',
            countryCode,
          ),
        ]),
    ...(countryCode !== 'NL' || DUTCH_ZIP_CODE.test(zipCode)
      ? []
      : [finding(asked.dutchZipCode, '/deliveryLocation/zipCode', '1234 AB', zipCode)]),
  ];
}

/** What a careful Bestelomgeving would have done otherwise, seen by who has looked for the order. */
export function checkCredited({ departs, reason, lines }: JudgedCredit): Finding[] {
  if (departs)
    return [finding(departs.requirement, departs.pointer, 'that of an order', reason ?? '')];
  return lines.flatMap(({ quantity, declined }, index) =>
    declined?.startsWith(TOO_MUCH)
      ? [
          finding(
            asked.creditWithinOrder,
            `/orderLines/${index}/quantity`,
            'what is left to credit at the most',
            `${quantity}; ${declined}`,
          ),
        ]
      : [],
  );
}

/** What a credit order was seen to meet, of what is judged by the order that it names. */
export function metBy(
  { responseReferenceId, orderLines = [] }: CreditOrderRequest,
  found: Finding[],
): Requirement[] {
  const isFor = [
    asked.creditOfKnownOrder,
    ...(responseReferenceId === undefined ? [] : [asked.approvedReference]),
    ...(orderLines.length === 0 ? [] : [asked.creditWithinOrder]),
  ];
  // Of an order that there is not, nothing else can be said.
  const first = found[0]?.requirement;
  if (first !== undefined && first !== asked.creditWithinOrder.id) return [];
  return isFor.filter(({ id }) => id !== first);
}

/** The same for a credit order. */
export function checkCreditOrder(credit: CreditOrderRequest): Finding[] {
  const { orderLines } = credit;
  return [
    ...undeclaredFields(CreditOrderRequest, credit).map(unknownField),
    ...(orderLines?.length === 0
      ? [
          finding(
            asked.someLines,
            '/orderLines',
            'at least one line, or no orderLines for the whole order',
            'none',
          ),
        ]
      : []),
    ...checkLines(orderLines ?? []),
  ];
}

function unknownField(pointer: string): Finding {
  return finding(asked.knownFieldsOnly, pointer, 'no such field', 'a field');
}

function checkLines(lines: { purchaseOrderLineId?: string; quantity: number }[]): Finding[] {
  const ids = new Set<string>();
  return lines.flatMap(({ purchaseOrderLineId, quantity }, index) => {
    const found: Finding[] = [];
    if (quantity < 1)
      found.push(
        finding(
          asked.positiveQuantity,
          `/orderLines/${index}/quantity`,
          'at least 1',
          String(quantity),
        ),
      );
    if (purchaseOrderLineId !== undefined) {
      if (ids.has(purchaseOrderLineId)) {
        const pointer = `/orderLines/${index}/purchaseOrderLineId`;
        found.push(finding(asked.distinctLineIds, pointer, 'one of its own', purchaseOrderLineId));
      }
      ids.add(purchaseOrderLineId);
    }
    return found;
  });
}

import {
  OrderOfTitle,
  SubscriptionOrder,
  type StreamingReport,
} from '../../contracts/bokbasen-dds/messages.js';
import { ddsRequirements as asked } from '../../contracts/bokbasen-dds/requirements.js';
import { finding } from '../../kernel/contract/requirement.js';
import { undeclaredFields } from '../../kernel/contract/schema.js';
import type { Finding } from '../../kernel/journal/exchange.js';

/** What a careful store would have done otherwise in an order that its schema allows. */
export function checkOrder(order: OrderOfTitle): Finding[] {
  const { spd, excerpt } = order;
  return [
    ...undeclaredFields(OrderOfTitle, order).map(unknownField),
    ...checkPrice(spd),
    ...(typeof excerpt === 'string'
      ? [finding(asked.excerptAsTruth, '/excerpt', 'true or false', `the text ${excerpt}`)]
      : []),
  ];
}

/** The same for a subscription service. */
export function checkSubscription(order: SubscriptionOrder): Finding[] {
  return [
    ...undeclaredFields(SubscriptionOrder, order).map(unknownField),
    ...checkPrice(order.spd),
  ];
}

/** The same for a report of streaming. */
export function checkStreaming({ items }: StreamingReport): Finding[] {
  return items.flatMap(({ periodFrom, periodTo }, index) =>
    periodTo < periodFrom
      ? [finding(asked.wholePeriod, `/items/${index}/periodTo`, `${periodFrom} or later`, periodTo)]
      : [],
  );
}

function checkPrice(spd: string | number | undefined): Finding[] {
  return typeof spd === 'number'
    ? [finding(asked.priceAsText, '/spd', 'a text of digits', `the number ${spd}`)]
    : [];
}

function unknownField(pointer: string): Finding {
  return finding(asked.knownFieldsOnly, pointer, 'no such field', 'a field');
}

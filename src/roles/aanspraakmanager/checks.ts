import { DeliveryOrderRequest } from '../../contracts/edu-v-delivery/messages.js';
import { deliveryRequirements as asked } from '../../contracts/edu-v-delivery/requirements.js';
import { isZulu } from '../../contracts/edu-v/times.js';
import { finding } from '../../kernel/contract/requirement.js';
import { undeclaredFields } from '../../kernel/contract/schema.js';
import type { Finding } from '../../kernel/journal/exchange.js';

/** What a careful Bestelomgeving would have done otherwise in a request that its schema allows. */
export function checkRequest(message: DeliveryOrderRequest): Finding[] {
  const { status, endDate, dateCreated, dateLastModified } = message.deliveryOrder;
  const found = undeclaredFields(DeliveryOrderRequest, message).map((pointer) =>
    finding(asked.knownFieldsOnly, pointer, 'no such field', 'a field'),
  );
  for (const [name, time] of Object.entries({ dateCreated, dateLastModified })) {
    if (isZulu(time)) continue;
    found.push(finding(asked.zuluTime, `/deliveryOrder/${name}`, 'a time that ends in Z', time));
  }
  if (status === 'created') {
    found.push(finding(asked.sentStatus, '/deliveryOrder/status', 'ordered', status));
  }
  if (status !== 'cancelled' && endDate !== undefined) {
    const expected = `no endDate, since the status is ${status}`;
    found.push(finding(asked.endDateOnlyAtEnd, '/deliveryOrder/endDate', expected, endDate));
  }
  return found;
}

import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { DeliveryOrder } from '../../src/apis/edu-v-delivery/messages.js';
import { deliveryConfirmationOf } from '../../src/roles/aanspraakmanager/delivery-confirmation.js';
import type { DeliveryDecision } from '../../src/roles/aanspraakmanager/delivery-decision.js';
import { aDeliveryOrder } from '../support/builders.js';

const reference = randomUUID();
const orderWith = (status: string) => aDeliveryOrder({ status }) as unknown as DeliveryOrder;
const accepted = { success: true, status: 0, statusMessage: 'OK' };
const refused = { success: false, status: 99, statusMessage: 'in use' };
const [ordered, processed, licensed] = ['ordered', 'processed', 'licensed'].map(orderWith);

describe('deliveryConfirmationOf', () => {
  it.each<[string, DeliveryDecision, DeliveryOrder | undefined, object]>([
    [
      'a new status',
      { order: processed!, newStatus: 'processed' },
      undefined,
      { ...accepted, newStatus: 'processed', newDeliveryOrderStatus: 'processed' },
    ],
    [
      'a new quantity, with the status that the order keeps',
      { order: licensed!, newTotalQuantity: 80 },
      licensed,
      { ...accepted, newTotalQuantity: 80, newDeliveryOrderStatus: 'licensed' },
    ],
    [
      'no change, with the status that the order keeps',
      { order: processed! },
      processed,
      { ...accepted, newDeliveryOrderStatus: 'processed' },
    ],
    [
      'a refusal, with the status that the order keeps',
      { refused: 'in use' },
      licensed,
      { ...refused, newDeliveryOrderStatus: 'licensed' },
    ],
    [
      'a refusal of a new order, with the status ordered',
      { refused: 'in use' },
      undefined,
      { ...refused, newDeliveryOrderStatus: 'ordered' },
    ],
  ])('confirms %s', (_title, decision, stored, expected) => {
    const request = { reference, order: ordered!, stored };
    const { deliveryOrderReceiveId, ...confirmation } = deliveryConfirmationOf(
      request,
      decision,
      Date.UTC(2026, 8, 1, 8),
    );
    expect(deliveryOrderReceiveId).toMatch(/^[0-9a-f-]{36}$/);
    expect(confirmation).toEqual({
      deliveryOrderReferenceId: reference,
      deliveryOrderId: ordered!.deliveryOrderId,
      productId: ordered!.productId,
      processedTimestamp: '2026-09-01T08:00:00.000Z',
      ...expected,
    });
  });
});

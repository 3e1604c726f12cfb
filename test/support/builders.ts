import { randomUUID } from 'node:crypto';

let count = 0;

type Fields = Record<string, unknown>;

/** Valid order. A test states only its difference; `undefined` leaves a field out. */
export function anOrder(
  difference: Fields = {},
): Fields & { requestReferenceId: string; purchaseOrderId: string } {
  count += 1;
  return {
    requestReferenceId: randomUUID(),
    purchaseOrderId: `PO-${process.pid}-${count}`,
    orderLines: [{ purchaseOrderLineId: '10', productId: '9789000000017', quantity: 30 }],
    ...difference,
  };
}

/** Valid order with one line for each product. */
export function anOrderOf(...productIds: string[]): ReturnType<typeof anOrder> {
  return anOrder({
    orderLines: productIds.map((productId, index) => ({
      purchaseOrderLineId: String((index + 1) * 10),
      productId,
      quantity: 5,
    })),
  });
}

/** Valid credit order of a whole order. A test states only its difference. */
export function aCreditOrder(
  difference: Fields = {},
): Fields & { requestReferenceId: string; purchaseOrderId: string } {
  count += 1;
  return {
    requestReferenceId: randomUUID(),
    purchaseOrderId: `PO-${process.pid}-${count}`,
    ...difference,
  };
}

/** Valid confirmation of an order. A test states only its difference. */
export function anOrderConfirmation(
  difference: Fields = {},
): Fields & { responseReferenceId: string } {
  return {
    responseReferenceId: randomUUID(),
    requestReferenceId: randomUUID(),
    processedTimestamp: '2026-09-01T08:00:00Z',
    orderStatus: 'approved',
    salesOrderId: 'SO-1',
    success: true,
    status: 2,
    ...difference,
  };
}

/** Valid confirmation of a credit order. A test states only its difference. */
export function aCreditOrderConfirmation(
  difference: Fields = {},
): Fields & { responseReferenceId: string } {
  return {
    responseReferenceId: randomUUID(),
    requestReferenceId: randomUUID(),
    purchaseOrderId: 'PO-1',
    processedTimestamp: '2026-09-01T08:00:00Z',
    creditOrderStatus: 'approved',
    success: true,
    status: 2,
    ...difference,
  };
}

const school = { organisationMasterIdentifier: '104A158' };

/** Valid delivery order for a whole school. A test states only its difference. */
export function aDeliveryOrder(difference: Fields = {}): Fields & { deliveryOrderId: string } {
  return {
    deliveryOrderId: randomUUID(),
    contractId: 'CT-2026-001',
    buyer: school,
    productId: '9789000000017',
    deliveryType: 'school-all',
    deliverySpecification: { school, totalQuantity: 100 },
    startDate: '2026-08-01',
    activationUntilDate: '2027-07-31',
    status: 'ordered',
    dateCreated: '2026-06-01T10:00:00Z',
    dateLastModified: '2026-06-01T10:00:00Z',
    ...difference,
  };
}

/** Request message that contains the delivery order. */
export function aDeliveryRequest(deliveryOrder: Fields = aDeliveryOrder()): {
  deliveryOrderReferenceId: string;
  deliveryOrder: Fields;
} {
  return { deliveryOrderReferenceId: randomUUID(), deliveryOrder };
}

import type { DeliveryOrderConfirmation, DeliveryOrderRequest, UserAtSchool } from './messages.js';

const created = '2026-06-01T10:00:00Z';

/** Messages that belong together: a request with an order of its own, its confirmation, and a question about a student. */
export const deliveryExamples = {
  request: {
    deliveryOrderReferenceId: 'eacb81ef-c9d5-4bd8-a624-4088bee04b73',
    deliveryOrder: {
      deliveryOrderId: '5b0f4e0a-7a52-4d0e-9f4e-2c6f0b9d1a11',
      contractId: 'CT-2026-001',
      buyer: { organisationMasterIdentifier: '104A158' },
      productId: '9789000000029',
      deliveryType: 'school-groups',
      deliverySpecification: {
        school: { organisationMasterIdentifier: '104A158' },
        groups: [
          { groupId: 'G-1', quantity: 60 },
          { groupId: 'G-2', quantity: 40 },
        ],
        totalQuantity: 100,
      },
      portals: ['portal-a'],
      startDate: '2026-08-01',
      activationUntilDate: '2027-07-31',
      status: 'ordered',
      dateCreated: created,
      dateLastModified: created,
    },
  } satisfies DeliveryOrderRequest,
  confirmation: {
    deliveryOrderReferenceId: 'eacb81ef-c9d5-4bd8-a624-4088bee04b73',
    deliveryOrderReceiveId: '3437e98f-855d-4f29-9092-7ba311228920',
    deliveryOrderId: '5b0f4e0a-7a52-4d0e-9f4e-2c6f0b9d1a11',
    productId: '9789000000029',
    processedTimestamp: '2026-06-01T10:00:05Z',
    newStatus: 'processed',
    newDeliveryOrderStatus: 'processed',
    success: true,
    status: 0,
    statusMessage: 'OK',
  } satisfies DeliveryOrderConfirmation,
  userAtSchool: {
    school: { organisationMasterIdentifier: '104A158' },
    user: { userMasterIdentifier: `https://ketenid.nl/201703/${'1'.padStart(128, '0')}` },
  } satisfies UserAtSchool,
};

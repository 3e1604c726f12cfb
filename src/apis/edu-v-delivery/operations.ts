import { BearerGuard } from '../../platform/oauth/bearer.guard.js';
import type { OperationRow } from '../../platform/api/operation.js';
import { defineApi } from '../descriptor.js';
import { fillDeliveryExample } from './fill-example.js';
import { eduvErrorFormat } from '../edu-v/errors.js';
import { deliveryExamples } from './examples.js';
import {
  DeliveryOrder,
  DeliveryOrderConfirmation,
  DeliveryOrderRequest,
  SchoolOrdersQuery,
  UserAtSchool,
  UserOrdersQuery,
} from './messages.js';
import { deliveryApiRequirements } from './api-requirements.js';
import { deliveryScopes } from './scopes.js';
import type { DeliveryOperation } from './requirements/actors-and-operations.js';

const { entitlor, licensor, dashboard, portal } = deliveryScopes;
const consented =
  'The school must have given consent. Orders that were not sent yet are never returned.';
const list = { type: DeliveryOrder, list: true };
const seeded = '24e39454-5360-4ba4-819f-03e59b8dd679';

/**
 * Edu-V Delivery API 2.0.0, and 1.0.0 under its own major: it knows no `school-admin` and is else
 * the same.
 */
export const deliveryDescriptor = defineApi(
  {
    name: 'edu-v-delivery',
    title: 'Edu-V Delivery API',
    version: '2.0.0',
    major: 2,
    earlier: [{ version: '1.0.0', major: 1 }],
    referenceField: 'deliveryOrderReferenceId',
    partnerBaseUrl: {
      field: 'deliveryBaseUrl',
      description: 'The base URL of the Delivery API, when it differs from baseUrl',
      example: 'http://127.0.0.1:9000/v2',
    },
    errorFormat: eduvErrorFormat,
    requirements: deliveryApiRequirements,
    guard: BearerGuard,
    parties: {
      bestelomgeving: 'Bestelomgeving leermiddelen',
      aanspraakmanager: 'Aanspraakmanager',
    },
    control: {
      collections: {
        reference: {
          schools: { description: 'Schools known to the Bestelomgeving, by their identifiers' },
          contracts: { description: 'Contracts that delivery orders can refer to' },
          memberships: { description: 'Users and the schools they belong to' },
          consents: { description: 'Which client may read delivery orders of which school' },
        },
        orders: {
          deliveryorders: {
            description: 'Delivery orders, as stored by the Bestelomgeving',
            linkTitle: 'Delivery orders',
            writeHint: 'to change a delivery order, send the change',
          },
        },
      },
      generator: 'edu-v-delivery',
      trace: {
        ids: ['deliveryOrderId', 'deliveryOrderReferenceId', 'deliveryOrderReceiveId'],
        paths: ['getDeliveryOrder'],
        statuses: ['newStatus', 'status'],
      },
      fillExample: fillDeliveryExample,
      examples: {
        writtenItem: {
          collection: 'schools',
          id: '207B334',
          item: { organisationMasterIdentifier: '207B334' },
        },
        seededItem: { collection: 'contracts', id: 'CT-2026-007', item: { id: 'CT-2026-007' } },
      },
    },
  },
  // prettier-ignore
  {
    getDeliveryOrder:            { servedBy: 'bestelomgeving',   method: 'GET',  path: '/deliveryorders/{id}',           successStatus: 200, scope: [entitlor, licensor, dashboard, portal],
                                   operationId: 'get-delivery-order', summary: 'Get a delivery order', response: { type: DeliveryOrder, list: false },
                                   parameters: { id: { description: 'deliveryOrderId', example: seeded } },
                                   description: 'Returns the order in its latest state. A dashboard needs the consent of the school.' },
    getDeliveryOrdersForSchool:  { servedBy: 'bestelomgeving',   method: 'GET',  path: '/deliveryorders/school',         successStatus: 200, scope: [dashboard, portal], query: SchoolOrdersQuery,
                                   operationId: 'get-delivery-orders-for-school', summary: 'Get the delivery orders of a school', response: list,
                                   description: `Provide either orgMasterId, or orgId with orgIdType. The oldest order comes first. ${consented}` },
    getDeliveryOrdersForUser:    { servedBy: 'bestelomgeving',   method: 'POST', path: '/deliveryorders/school/user',    successStatus: 200, scope: [dashboard, portal], query: UserOrdersQuery, body: UserAtSchool,
                                   operationId: 'get-delivery-orders-for-user-at-school', summary: 'Get the delivery orders for a user at a school', response: list,
                                   description: `A query, sent as POST because user identifiers do not belong in a URL. Returns orders that list the user, and orders for the groups the user belongs to. ${consented}`,
                                   examples: { student: { summary: 'The student in the seed data', value: deliveryExamples.userAtSchool } } },
    getDeliveryOrdersByContract: { servedBy: 'bestelomgeving',   method: 'GET',  path: '/deliveryorders/contracts/{id}', successStatus: 200, scope: [entitlor, licensor],
                                   operationId: 'get-delivery-orders-by-contract', summary: 'Get the delivery orders of a contract', response: list,
                                   parameters: { id: { description: 'contractId', example: 'CT-2026-001' } },
                                   description: 'The oldest order comes first. Orders that were not sent yet are never returned.' },
    acceptDeliveryOrder:         { servedBy: 'aanspraakmanager', method: 'PUT',  path: '/deliveryorders',                successStatus: 202, scope: [entitlor], body: DeliveryOrderRequest,
                                   operationId: 'accept-delivery-order', summary: 'Send a new, changed or cancelled delivery order',
                                   description: 'The request contains the order in its latest state. The Aanspraakmanager sends its decision in a confirmation. After the status ordered, only the status can change, or the quantity of an open type can be reduced. A repeated deliveryOrderReferenceId is answered with 202 and not processed again; its confirmation is sent again.',
                                   examples: { order: { summary: 'A new order for two groups', value: deliveryExamples.request } } },
    confirmDeliveryOrder:        { servedBy: 'bestelomgeving',   method: 'PUT',  path: '/deliveryorders/confirmations',  successStatus: 202, scope: [entitlor], body: DeliveryOrderConfirmation,
                                   operationId: 'confirm-delivery-order', summary: 'Confirm a delivery order',
                                   description: 'The Aanspraakmanager reports its decision on a delivery order. Each combination of deliveryOrderReferenceId and deliveryOrderReceiveId is processed once. A deliveryOrderReferenceId that was never sent is rejected: to try the example, first send the example of PUT /deliveryorders to the Aanspraakmanager.',
                                   examples: { processed: { summary: 'The order in the example of PUT /deliveryorders was processed', value: deliveryExamples.confirmation } } },
  } satisfies Record<DeliveryOperation, OperationRow>,
);

export const deliveryOperations = deliveryDescriptor.operations;

/**
 * The collection of the messages that carry delivery orders, under their deliveryOrderReferenceId.
 */
export const REQUESTS = 'deliveryrequests';

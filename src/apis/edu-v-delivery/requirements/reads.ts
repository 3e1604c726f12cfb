import { defineRequirements } from '../../../platform/requirements/requirement.js';
import { deliverySources } from '../sources.js';
import { readOperations, type DeliveryRequirement } from './actors-and-operations.js';

const { api, codes } = deliverySources;

/** Requirements of a Bestelomgeving whose delivery orders are read, one or in a list. */
export const readRequirements = defineRequirements({
  answerInZulu: {
    id: 'EDUV-DELIVERY-78',
    level: 'MUST',
    actors: ['bestelomgeving server'],
    operations: readOperations,
    text: 'The timestamps of a returned order are in UTC and end in Z',
    source: `${api}: Zulu time of RFC 3339 §5.6`,
  },
  endDateShown: {
    id: 'EDUV-DELIVERY-79',
    level: 'MUST',
    actors: ['bestelomgeving server'],
    operations: readOperations,
    text: 'A returned order with the status cancelled has an endDate',
    source: `${api}, endDate: mandatory when the status becomes cancelled`,
  },
  partsShown: {
    id: 'EDUV-DELIVERY-80',
    level: 'MUST',
    actors: ['bestelomgeving server'],
    operations: readOperations,
    text: 'The quantities of a returned order add up to its totalQuantity',
    source: `${api}, quantity: they add up to the total quantity`,
  },
  createdIsHidden: {
    id: 'EDUV-DELIVERY-81',
    level: 'SHOULD',
    actors: ['bestelomgeving server'],
    operations: readOperations,
    text: 'The Bestelomgeving never returns an order with the status created',
    source: `${api}, status: no filter value is created; our interpretation`,
  },
  readsWhatWasSent: {
    id: 'EDUV-DELIVERY-82',
    level: 'MUST',
    actors: ['bestelomgeving server'],
    operations: ['getDeliveryOrder'],
    text: 'A returned order has the content that was sent to the Aanspraakmanager',
    source: `${api}: the Bestelomgeving is the source and serves the latest state`,
    stateful: true,
  },
  unknownOrder: {
    id: 'EDUV-DELIVERY-83',
    level: 'MUST',
    actors: ['bestelomgeving server'],
    operations: ['getDeliveryOrder'],
    text: 'The Bestelomgeving answers 404 to a request for an unknown order',
    source: `${api}: response 404`,
    stateful: true,
  },
  plainId: {
    id: 'EDUV-DELIVERY-84',
    level: 'SHOULD',
    actors: ['bestelomgeving server'],
    operations: ['getDeliveryOrder'],
    text: 'The Bestelomgeving answers 404 to a request for an order id that is not a UUID',
    source: `${api}: the parameter id is a plain string; our interpretation`,
    stateful: true,
  },
  unknownSchool: {
    id: 'EDUV-DELIVERY-85',
    level: 'SHOULD',
    actors: ['bestelomgeving server'],
    operations: ['getDeliveryOrdersForSchool'],
    text: 'The Bestelomgeving answers 404 to a request for an unknown school',
    source: `${api}: response 404; when it applies is our interpretation`,
    stateful: true,
  },
  unknownContract: {
    id: 'EDUV-DELIVERY-86',
    level: 'SHOULD',
    actors: ['bestelomgeving server'],
    operations: ['getDeliveryOrdersByContract'],
    text: 'The Bestelomgeving answers 404 to a request for an unknown contract',
    source: `${api}: response 404; when it applies is our interpretation`,
    stateful: true,
  },
  consent: {
    id: 'EDUV-DELIVERY-87',
    level: 'MUST',
    actors: ['bestelomgeving server'],
    operations: ['getDeliveryOrder', 'getDeliveryOrdersForSchool', 'getDeliveryOrdersForUser'],
    text:
      'The Bestelomgeving answers 403 to a dashboard or a portal without the consent of the ' +
      'school',
    source: `${api}: both need consent; ${codes}: 0022`,
    stateful: true,
  },
  consentCode: {
    id: 'EDUV-DELIVERY-88',
    level: 'MUST',
    actors: ['bestelomgeving server'],
    operations: ['getDeliveryOrder', 'getDeliveryOrdersForSchool', 'getDeliveryOrdersForUser'],
    text: 'A 403 response because of missing consent has status 22',
    source: `${codes}: 0022 consent required`,
    stateful: true,
  },
  noConsentNeeded: {
    id: 'EDUV-DELIVERY-89',
    level: 'MUST',
    actors: ['bestelomgeving server'],
    operations: ['getDeliveryOrder', 'getDeliveryOrdersByContract'],
    text: 'The Bestelomgeving requires no consent from an Aanspraakmanager or a Licentieregistratie',
    source: `${api}: which roles call, and which of them need consent`,
    stateful: true,
  },
  everyScope: {
    id: 'EDUV-DELIVERY-90',
    level: 'SHOULD',
    actors: ['bestelomgeving server'],
    operations: readOperations,
    text: 'A token with any one of the scopes of the operation is sufficient',
    source: `${api}: roles in the descriptions; formally, all scopes would be required`,
    stateful: true,
  },
  sameEverywhere: {
    id: 'EDUV-DELIVERY-101',
    level: 'SHOULD',
    actors: ['bestelomgeving server'],
    operations: ['getDeliveryOrder', 'getDeliveryOrdersForSchool'],
    text: 'An order has the same content in a list as in its own response',
    source: `${api}: the latest state; our interpretation for lists`,
    stateful: true,
  },
  typeNameShown: {
    id: 'EDUV-DELIVERY-104',
    level: 'SHOULD',
    actors: ['bestelomgeving server'],
    operations: readOperations,
    text: 'deliveryType of a returned order is a name in the enum, not a name from other documents',
    source: `${api}, deliveryType: enum; a table in its description has the other names`,
    rule: 'DELIVERY_TYPE_NAMES',
  },
  partIdsShown: {
    id: 'EDUV-DELIVERY-106',
    level: 'SHOULD',
    actors: ['bestelomgeving server'],
    operations: readOperations,
    text: 'Each study year, subject and group of a returned order has its id',
    source: `${api}, studyYears, subjects and groups: their items have no required; our interpretation`,
  },
  portalConsent: {
    id: 'EDUV-DELIVERY-107',
    level: 'SHOULD',
    actors: ['bestelomgeving server'],
    operations: ['getDeliveryOrder'],
    text:
      'The Bestelomgeving answers 403 to a portal that reads one order without the consent of ' +
      'the school',
    source:
      `${api}, info: a school gives consent to dashboard and portal; get-delivery-order names the ` +
      'dashboard only',
    stateful: true,
    rule: 'DELIVERY_PORTAL_CONSENT',
  },
  portalHasConsent: {
    id: 'EDUV-DELIVERY-108',
    level: 'SHOULD',
    actors: ['leermiddelenportaal client'],
    operations: ['getDeliveryOrder'],
    text: 'A portal reads an order only with the consent of its school',
    source:
      `${api}, info: a school gives consent to dashboard and portal; get-delivery-order names the ` +
      'dashboard only',
    stateful: true,
    rule: 'DELIVERY_PORTAL_CONSENT',
  },
} satisfies Record<string, DeliveryRequirement>);

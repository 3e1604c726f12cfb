import { defineRequirements } from '../../../platform/requirements/requirement.js';
import { deliverySources } from '../sources.js';
import {
  everyOperation,
  messages,
  servers,
  withBody,
  type DeliveryRequirement,
} from './actors-and-operations.js';

const { api, versions, profile, codes, rfc61 } = deliverySources;

/** Requirements of the responses of both servers. */
export const responseRequirements = defineRequirements({
  repeatAccepted: {
    id: 'EDUV-DELIVERY-11',
    level: 'MUST',
    actors: ['aanspraakmanager server'],
    operations: ['acceptDeliveryOrder'],
    text: 'The Aanspraakmanager answers a repeated request with 202',
    source: `${api}, deliveryOrderReferenceId: the same request may be sent again`,
    stateful: true,
  },
  apiVersion: {
    id: 'EDUV-DELIVERY-40',
    level: 'MUST',
    actors: servers,
    operations: everyOperation,
    text: 'The response contains the full API version in the API-Version header',
    source: versions,
  },
  statusResponse: {
    id: 'EDUV-DELIVERY-41',
    level: 'MUST',
    actors: servers,
    operations: everyOperation,
    text:
      'A 400 response to a call with a body, a 403 and a 404 contain a StatusResponse ' +
      'with a status',
    source: `${api}: responses 400 of calls with a body, 403 and 404`,
    stateful: true,
  },
  unauthorizedBody: {
    id: 'EDUV-DELIVERY-42',
    level: 'SHOULD',
    actors: servers,
    operations: everyOperation,
    text: 'A 401 response has no body, or a StatusResponse',
    source: `${api}: response 401; ${rfc61}`,
    stateful: true,
  },
  challenge: {
    id: 'EDUV-DELIVERY-43',
    level: 'SHOULD',
    actors: servers,
    operations: everyOperation,
    text: 'A 401 response contains a WWW-Authenticate header',
    source: `${rfc61}; RFC 6750 §3`,
    stateful: true,
  },
  schemaCode: {
    id: 'EDUV-DELIVERY-44',
    level: 'MUST',
    actors: servers,
    operations: withBody,
    text: 'The server rejects a message that violates its JSON schema with status 11',
    source: `${codes}: 0011 Schema incorrect`,
    stateful: true,
  },
  schemaText: {
    id: 'EDUV-DELIVERY-45',
    level: 'SHOULD',
    actors: servers,
    operations: withBody,
    text:
      'The server rejects a message that violates its JSON schema with the statusMessage ' +
      '"Schema incorrect", optionally followed by details',
    source: `${codes}: 0011; RFC-62`,
    stateful: true,
  },
  emptyAccepted: {
    id: 'EDUV-DELIVERY-46',
    level: 'SHOULD',
    actors: servers,
    operations: messages,
    text: 'A 202 response has no body, or a StatusResponse with a success code',
    source: `${api}: response 202 has no content; ${codes}: 0002 Accepted`,
  },
  allow: {
    id: 'EDUV-DELIVERY-47',
    level: 'MUST',
    actors: servers,
    operations: everyOperation,
    text: 'A 405 response lists the supported methods in the Allow header',
    source: 'RFC 9110 §15.5.6; not specified by Edu-V',
    stateful: true,
  },
  emptyNotAllowed: {
    id: 'EDUV-DELIVERY-48',
    level: 'SHOULD',
    actors: servers,
    operations: everyOperation,
    text: 'A 405 response has no body',
    source: `${api}: response 405 has no content`,
    stateful: true,
  },
  noTokenInQuery: {
    id: 'EDUV-DELIVERY-49',
    level: 'MUST',
    actors: servers,
    operations: everyOperation,
    text: 'The server does not accept a token in the query',
    source: profile,
    stateful: true,
  },
  unknownFieldTaken: {
    id: 'EDUV-DELIVERY-50',
    level: 'SHOULD',
    actors: servers,
    operations: withBody,
    text: 'The server accepts a message with a field that the schema does not define',
    source: `${api}: the schemas do not forbid other fields`,
    stateful: true,
  },
  noServerError: {
    id: 'EDUV-DELIVERY-51',
    level: 'SHOULD',
    actors: servers,
    operations: everyOperation,
    text: 'The server never answers a request with a 5xx status',
    source: 'RFC 9110 §15.6; our interpretation',
    stateful: true,
  },
  jsonOnly: {
    id: 'EDUV-DELIVERY-58',
    level: 'SHOULD',
    actors: servers,
    operations: withBody,
    text: 'The server rejects a body with a media type other than application/json with 400',
    source: `${api}: application/json is the only media type; the status is our choice`,
    stateful: true,
  },
  emptyListTaken: {
    id: 'EDUV-DELIVERY-59',
    level: 'SHOULD',
    actors: ['aanspraakmanager server'],
    operations: ['acceptDeliveryOrder'],
    text:
      'The Aanspraakmanager answers 202 to an order with an empty list of groups, since the ' +
      'schema allows it',
    source: `${api}, groups: no minItems`,
    stateful: true,
  },
  endDateDemanded: {
    id: 'EDUV-DELIVERY-75',
    level: 'SHOULD',
    actors: ['aanspraakmanager server'],
    operations: ['acceptDeliveryOrder'],
    text: 'The Aanspraakmanager rejects a cancelled order without endDate with 400',
    source: `${api}, endDate: mandatory when cancelled; the status 400 is our choice`,
    stateful: true,
  },
  everyType: {
    id: 'EDUV-DELIVERY-76',
    level: 'SHOULD',
    actors: ['aanspraakmanager server'],
    operations: ['acceptDeliveryOrder'],
    text: 'The Aanspraakmanager answers 202 to a valid order of each deliveryType',
    source:
      `${api}, deliveryType; an unsupported type is rejected in a confirmation, our ` +
      'interpretation',
    stateful: true,
  },
} satisfies Record<string, DeliveryRequirement>);

import type { RuleSwitch } from '../../platform/config/rules.js';

/** The rules on which the Edu-V sources disagree. */
export const eduvRules: RuleSwitch[] = [
  {
    name: 'UNAUTHORIZED_BODY',
    values: ['status-response', 'empty'],
    perApi: true,
    about:
      'Whether a 401 response of the sandbox contains a StatusResponse with status 21; ' +
      'WWW-Authenticate is always sent',
    effect: 'With `empty`, an Edu-V answer 401 has no body.',
    source: 'Order API 0.9.2 and Delivery API 2.0.0, responses 401: StatusResponse',
    otherReading: 'RFC-61 (released April 2026): no body, for every authentication failure',
  },
  {
    name: 'SCHEMA_DETAILS',
    values: ['on', 'off'],
    about: 'Whether the statusMessage of a schema error lists the violations',
    effect: 'With `off`, an Edu-V schema error does not list its details.',
    source: 'RFC-62 (released April 2026): "Schema incorrect." may be followed by details',
    otherReading: 'Status- en foutcodes v0.0.4: the statusMessage is "Schema incorrect"',
  },
  {
    name: 'DELIVERY_PORTAL_CONSENT',
    values: ['required', 'lists-only'],
    about: 'Whether a Leermiddelenportaal needs the consent of the school to read one order',
    effect:
      'With `lists-only`, a Leermiddelenportaal reads one delivery order without the consent of the school.',
    source:
      'Delivery API 2.0.0, info: a school gives consent for the exchange with both reference ' +
      'components, dashboard and portal',
    otherReading: 'Delivery API 2.0.0, get-delivery-order: names the dashboard only',
  },
  {
    name: 'DELIVERY_TYPE_NAMES',
    values: ['lenient', 'strict'],
    about:
      'Whether customer-student and customer-activationcode are accepted, with a finding, as names ' +
      'of customer-user and customer-activatoncode',
    effect:
      'With `strict`, `customer-student` and `customer-activationcode` are not accepted as delivery types.',
    source:
      'Delivery API 2.0.0, deliveryType: table in the description; Entitlement 1.1.0, Usage ' +
      '1.0.0, Catalogue 2.0.0',
    otherReading: 'Delivery API 2.0.0, deliveryType: enum',
  },
];

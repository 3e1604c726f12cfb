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
    source: 'Order API 0.9.2 and Delivery API 2.0.0, responses 401: StatusResponse',
    otherReading: 'RFC-61 (released April 2026): no body, for every authentication failure',
  },
  {
    name: 'SCHEMA_DETAILS',
    values: ['on', 'off'],
    about: 'Whether the statusMessage of a schema error lists the violations',
    source: 'RFC-62 (released April 2026): "Schema incorrect." may be followed by details',
    otherReading: 'Status- en foutcodes v0.0.4: the statusMessage is "Schema incorrect"',
  },
];

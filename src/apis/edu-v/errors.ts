import { Problem, defineProblems } from '../../platform/errors/problem.js';
import { ruleValueFor } from '../../platform/config/rules.js';
import type { ErrorFormat } from '../../platform/errors/error-format.js';
import { StatusResponse } from './status-response.js';

/**
 * The functional status codes that are confirmed for all Edu-V APIs (Status- en foutcodes, page
 * v0.0.4).
 */
export const Code = {
  ok: 0,
  accepted: 2,
  schemaIncorrect: 11,
  scopeRequired: 21,
  consentRequired: 22,
  eduOrgIdUnknown: 23,
  other: 99,
} as const;

/** True for a functional status code of success: 0 OK, 1 Created, 2 Accepted. */
export function isSuccess(code: number): boolean {
  return code >= 0 && code <= 2;
}

const SCHEMA_INCORRECT = 'Schema incorrect';

/**
 * The errors of the Edu-V providers. The published table fixes the texts of its codes; only those of
 * 99 are free.
 */
export const eduvProblems = defineProblems({
  schemaIncorrect: [
    400,
    Code.schemaIncorrect,
    SCHEMA_INCORRECT,
    'The body violates the schema of the message, or it is no JSON. The text is followed by the list of errors.',
  ],
  referenceUnknown: [
    400,
    Code.other,
    'requestReferenceId unknown: ',
    'A confirmation is for a request that was never sent in this workspace.',
  ],
  deliveryReferenceUnknown: [
    400,
    Code.other,
    'deliveryOrderReferenceId unknown: ',
    'A confirmation is for a delivery order that was never sent in this workspace.',
  ],
  confirmsAnotherOrder: [
    400,
    Code.other,
    'deliveryOrderId is not that of the request: ',
    'The two ids of a confirmation belong to different delivery orders.',
  ],
  moveNotAllowed: [
    400,
    Code.other,
    'newStatus not allowed: ',
    'The status of the delivery order cannot change to the `newStatus` of the confirmation.',
  ],
  quantityNotAllowed: [
    400,
    Code.other,
    'newTotalQuantity not allowed: ',
    'The delivery order cannot have the `newTotalQuantity` of the confirmation.',
  ],
  eduOrgIdUnknown: [
    400,
    Code.eduOrgIdUnknown,
    'edu_org_id unknown',
    'The token has the `edu_org_id` of a school that does not exist.',
    'fixed',
  ],
  tokenInvalid: [
    401,
    Code.scopeRequired,
    '',
    'There is no token, or it is invalid or has expired. `WWW-Authenticate` and `Sandbox-Reason` say why.',
    'fixed',
  ],
  scopeMissing: [
    401,
    Code.scopeRequired,
    'scope required',
    'The token has no scope of the operation.',
    'fixed',
  ],
  notConnected: [
    403,
    Code.other,
    'not authorised: there is no connection with this party',
    'The client has no connection with this party.',
  ],
  consentRequired: [
    403,
    Code.consentRequired,
    'consent required',
    'The school has not given its consent.',
    'fixed',
  ],
  schoolUnknown: [404, Code.other, 'unknown school: ', 'The school of the request does not exist.'],
  contractUnknown: [
    404,
    Code.other,
    'unknown contract: ',
    'No contract and no delivery order has the id.',
  ],
  deliveryOrderUnknown: [
    404,
    Code.other,
    'unknown delivery order: ',
    'The delivery order does not exist, or the caller may not read it.',
  ],
  unknownPath: [404, Code.other, 'unknown path: ', 'No operation of a served role has the path.'],
  tooManyRequests: [429, Code.other, 'too many requests', 'A scenario asks for it: `status-429`.'],
  failed: [
    500,
    Code.other,
    'internal error of the sandbox; see its log',
    'An error of Ketenlab itself, or an injected fault.',
  ],
  broken: [
    500,
    Code.other,
    'internal error, injected by the sandbox',
    'A scenario asks for it: `status-500`.',
  ],
  unavailable: [
    503,
    Code.other,
    'service unavailable, injected by the sandbox',
    'A scenario asks for it: `status-503`.',
  ],
});

/** Error format of Edu-V: `{status, statusMessage}`, and no body with a 405. */
export const eduvErrorFormat: ErrorFormat = {
  schemaIncorrect: (errors) => {
    const { status, detail } = eduvProblems.schemaIncorrect(`. ${JSON.stringify(errors)}`);
    return new Problem(status, { ...detail, errors });
  },
  accessDenied: (why, challenge, reason) => {
    if (why === 'not-connected') return eduvProblems.notConnected();
    const { status, detail } =
      why === 'insufficient-scope' ? eduvProblems.scopeMissing() : eduvProblems.tokenInvalid();
    return new Problem(status, { ...detail, reason, headers: { 'WWW-Authenticate': challenge } });
  },
  unknownPath: (path, known) =>
    eduvProblems.unknownPath(`${path}; known paths: ${known.join(', ')}`),
  internalError: () => eduvProblems.failed(),
  render: ({ status, detail: { code, text } }, rules, api) => {
    const unauthorizedBody = ruleValueFor(rules['UNAUTHORIZED_BODY'], api);
    const silent = status === 405 || (status === 401 && unauthorizedBody === 'empty');
    const short = code === Code.schemaIncorrect && rules['SCHEMA_DETAILS'] === 'off';
    const statusMessage = short ? SCHEMA_INCORRECT : text;
    return {
      contentType: 'application/json',
      ...(!silent && {
        body: { status: code ?? Code.other, ...(statusMessage !== '' && { statusMessage }) },
      }),
    };
  },
  documentedResponses: [
    {
      status: 400,
      description: 'Bad Request: the message violates its schema, or it is rejected',
      body: StatusResponse,
      examples: {
        schemaIncorrect: eduvProblems.schemaIncorrect(
          `. ${JSON.stringify([{ path: '/status', expected: 'integer', seen: 'string' }])}`,
        ),
      },
    },
    {
      status: 401,
      description: 'Unauthorized: no valid token, or a token without the required scope',
      body: StatusResponse,
      examples: {
        tokenInvalid: eduvProblems.tokenInvalid(),
        scopeMissing: eduvProblems.scopeMissing(),
      },
    },
    {
      status: 403,
      description:
        'Forbidden: a valid token, but the party has no connection or no consent of the school',
      body: StatusResponse,
      examples: {
        notConnected: eduvProblems.notConnected(),
        consentRequired: eduvProblems.consentRequired('09QQ'),
      },
    },
    {
      status: 404,
      description: 'Not Found: the requested resource does not exist',
      body: StatusResponse,
      examples: {
        schoolUnknown: eduvProblems.schoolUnknown('207B334'),
        contractUnknown: eduvProblems.contractUnknown('CT-UNKNOWN'),
        deliveryOrderUnknown: eduvProblems.deliveryOrderUnknown(
          'ffffffff-ffff-4fff-8fff-ffffffffffff',
        ),
      },
      // An operation with a message has no 404: an unknown reference is an error of its content.
      when: ({ response }) => response !== undefined,
    },
  ],
};

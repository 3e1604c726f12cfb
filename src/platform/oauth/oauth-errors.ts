import { Problem, defineProblems } from '../errors/problem.js';
import type { ErrorFormat } from '../errors/error-format.js';

/**
 * Errors of a token endpoint (RFC 6749 §5.2): the code is `error`, the text `error_description`.
 */
export const tokenProblems = defineProblems({
  invalidRequest: [
    400,
    'invalid_request',
    '',
    'A field of the form is missing, wrong or given more than once, or the body is no form.',
  ],
  invalidScope: [400, 'invalid_scope', '', 'The client does not have the scope.'],
  unsupportedGrantType: [
    400,
    'unsupported_grant_type',
    'grant_type must be client_credentials; seen: ',
    'The grant type is not `client_credentials`.',
  ],
  invalidClient: [
    401,
    'invalid_client',
    '',
    'The client is unknown, or its secret or assertion is wrong.',
  ],
});

export const oauthErrors: ErrorFormat = {
  schemaIncorrect: (errors) =>
    tokenProblems.invalidRequest(
      errors.map((f) => `${f.path}: expected ${f.expected}, seen ${f.seen}`).join('; '),
    ),
  accessDenied: () => tokenProblems.invalidClient('Unknown client'),
  unknownPath: (path) =>
    new Problem(404, { code: 'invalid_request', text: `Unknown path: ${path}` }),
  internalError: () =>
    new Problem(500, { code: 'server_error', text: 'Internal error of the sandbox; see its log' }),
  render: (problem) => ({
    contentType: 'application/json',
    // OAuth has no error for a wrong method; the Allow header says it.
    ...(problem.status !== 405 && {
      body: {
        error: problem.detail.code ?? 'invalid_request',
        error_description: problem.detail.text,
      },
    }),
  }),
  documentedResponses: [],
};

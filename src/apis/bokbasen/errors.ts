import { STATUS_CODES } from 'node:http';
import { oauthErrors } from '../../platform/oauth/oauth-errors.js';
import { pointerOf, type SchemaError } from '../../platform/validation/schema.js';
import type { DocumentedOperation, ErrorFormat } from '../../platform/errors/error-format.js';
import { Problem, defineProblems } from '../../platform/errors/problem.js';
import { MessageResponse } from './message-response.js';

/** Bokbasen documents the statuses, and no codes; the text says why. */
export const bokbasenProblems = defineProblems({
  badRequest: [400, '', ''],
  unauthorized: [401, '', ''],
  forbidden: [403, '', ''],
  notFound: [404, '', ''],
  notAcceptable: [406, '', ''],
  tooLong: [413, '', ''],
  unsupported: [415, '', ''],
  failed: [500, '', 'the sandbox itself failed; its log says why'],
});

/** Words that differ from those of HTTP. */
const PHRASES: Record<number, string> = { 413: 'Request Too Long' };
const hasParameter = ({ path }: { path: string }): boolean => path.includes('{');
const hasBody = ({ body, nonJsonBody }: DocumentedOperation): boolean =>
  body !== undefined || nonJsonBody !== undefined;

/** A 401 with the challenge of HTTP; the reason is a sentence. */
export function unauthorizedProblem(reason: string, challenge: string): Problem {
  const { status, detail } = bokbasenProblems.unauthorized(reason);
  return new Problem(status, { ...detail, headers: { 'WWW-Authenticate': challenge } });
}

/** A body that breaks its schema, fault by fault. */
export function schemaInvalid(errors: SchemaError[]): Problem {
  const text = errors.map(
    (error) => `${pointerOf(error) || 'body'}: expected ${error.expected}, seen ${error.seen}`,
  );
  return new Problem(400, { text: text.join('; '), errors });
}

/** Errors of the Bokbasen APIs: an object with a `message`, and never empty. */
export const bokbasenErrorFormat: ErrorFormat = {
  schemaIncorrect: schemaInvalid,
  unreadableBody: (why, { expected, seen }) =>
    (why === 'too-large' ? bokbasenProblems.tooLong : bokbasenProblems.unsupported)(
      `expected ${expected}, seen ${seen}`,
    ),
  accessDenied: (why, challenge) => unauthorizedProblem(why, challenge),
  unknownPath: (path, known) =>
    bokbasenProblems.notFound(
      `no such path: ${path}${known.length > 0 ? `; known here: ${known.join(', ')}` : ''}`,
    ),
  internalError: () => bokbasenProblems.failed(),
  render: ({ status, detail: { code, text, errors } }) => {
    // An error that has a code of its own says why by its message; one of HTTP's says it beside.
    const own = Boolean(code) || status === 400;
    return {
      contentType: 'application/json',
      body: {
        ...(code && { data: code }),
        message: own ? text : (PHRASES[status] ?? STATUS_CODES[status]),
        ...(!own && text && { reason: text }),
        ...(errors && { faults: errors }),
      },
    };
  },
  documentedResponses: [
    {
      status: 400,
      description: 'Bad Request: the message or a parameter is not as it is to be',
      body: MessageResponse,
      when: (operation) => hasBody(operation) || operation.query !== undefined,
    },
    {
      status: 401,
      description: 'Unauthorized: no good token',
      body: MessageResponse,
      when: ({ isPublic }) => !isPublic,
    },
    {
      status: 403,
      description:
        'Forbidden: a token for another audience, or something that this party may not do',
      body: MessageResponse,
      when: ({ isPublic }) => !isPublic,
    },
    {
      status: 404,
      description: 'Not Found: there is none, or none that this party can see',
      body: MessageResponse,
      when: hasParameter,
    },
    {
      status: 406,
      description: 'Not Acceptable: Accept does not let the answer pass',
      body: MessageResponse,
      when: ({ acceptMediaType }) => acceptMediaType !== undefined,
    },
    {
      status: 413,
      description: 'Request Too Long',
      body: MessageResponse,
      when: hasBody,
    },
    {
      status: 415,
      description: 'Unsupported Media Type',
      body: MessageResponse,
      when: hasBody,
    },
  ],
};

/** Errors of the token endpoint: as OAuth has them, with Bokbasen's words. */
export const tokenErrors: ErrorFormat = {
  ...oauthErrors,
  render: (problem, rules) =>
    problem.status === 405
      ? {
          contentType: 'application/json',
          body: { error: 'invalid_request', error_description: STATUS_CODES[405] },
        }
      : oauthErrors.render(problem, rules),
};

/** A refusal at the token endpoint, in Bokbasen's words; a header says why in ours. */
export function tokenRefused(
  status: 401 | 403,
  error: string,
  description: string,
  why: string,
): Problem {
  const reason = why.replaceAll(/[^\u0020-\u007e]/g, '?').slice(0, 500);
  return new Problem(status, {
    code: error,
    text: description,
    headers: { 'Sandbox-Reason': reason },
  });
}

import { STATUS_CODES } from 'node:http';
import { oauthErrors } from '../../platform/oauth/oauth-errors.js';
import { pointerOf, type SchemaError } from '../../platform/validation/schema.js';
import type { DocumentedOperation, ErrorFormat } from '../../platform/errors/error-format.js';
import { Problem, defineProblems } from '../../platform/errors/problem.js';
import { MessageResponse } from './message-response.js';

/**
 * Problems of the Bokbasen APIs. Bokbasen documents statuses and no codes; the text gives the
 * reason.
 */
export const bokbasenProblems = defineProblems({
  badRequest: [400, '', ''],
  unauthorized: [401, '', ''],
  forbidden: [403, '', ''],
  notFound: [404, '', ''],
  notAcceptable: [406, '', ''],
  tooLong: [413, '', ''],
  unsupported: [415, '', ''],
  failed: [500, '', 'internal error of the sandbox; see its log'],
});

/** Reason phrases that differ from those of HTTP. */
const PHRASES: Record<number, string> = { 413: 'Request Too Long' };
const hasParameter = ({ path }: { path: string }): boolean => path.includes('{');
const hasBody = ({ body, nonJsonBody }: DocumentedOperation): boolean =>
  body !== undefined || nonJsonBody !== undefined;

/** A 401 with the challenge of HTTP; the reason is a sentence. */
export function unauthorizedProblem(reason: string, challenge: string): Problem {
  const { status, detail } = bokbasenProblems.unauthorized(reason);
  return new Problem(status, { ...detail, headers: { 'WWW-Authenticate': challenge } });
}

/** A 416 for a range that begins behind the end of a file of `size` bytes. */
export function rangeProblem(size: number): Problem {
  const headers = { 'Content-Range': `bytes */${size}` };
  return new Problem(416, { text: `the file has ${size} bytes`, headers });
}

/** The problem of a body with these schema errors. */
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
      `unknown path: ${path}${known.length > 0 ? `; known paths: ${known.join(', ')}` : ''}`,
    ),
  internalError: () => bokbasenProblems.failed(),
  render: ({ status, detail: { code, text, errors } }) => {
    // An error with a code of its own has the reason in its message; others have it in a field of
    // their own.
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
      description: 'Bad Request: the message or a parameter is invalid',
      body: MessageResponse,
      when: (operation) => hasBody(operation) || operation.query !== undefined,
    },
    {
      status: 401,
      description: 'Unauthorized: no valid token',
      body: MessageResponse,
      when: ({ isPublic }) => !isPublic,
    },
    {
      status: 403,
      description:
        'Forbidden: a token for another audience, or an action that this party may not perform',
      body: MessageResponse,
      when: ({ isPublic }) => !isPublic,
    },
    {
      status: 404,
      description: 'Not Found: the resource does not exist, or this party cannot access it',
      body: MessageResponse,
      when: hasParameter,
    },
    {
      status: 406,
      description: 'Not Acceptable: Accept excludes the media type of the response',
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

/** Error format of the token endpoint: that of OAuth, with Bokbasen's texts. */
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

/**
 * A refusal of the token endpoint with Bokbasen's text. A header of the sandbox gives the reason.
 */
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

import { STATUS_CODES } from 'node:http';
import { oauthErrors } from '../../platform/oauth/oauth-errors.js';
import { pointerOf, type SchemaError } from '../../platform/validation/schema.js';
import type { DocumentedOperation, ErrorFormat } from '../../platform/errors/error-format.js';
import { Problem, defineProblems, type ProblemLine } from '../../platform/errors/problem.js';
import { MessageResponse } from './message-response.js';
import { BokbasenTokenError } from './token-messages.js';

/**
 * Problems of the Bokbasen APIs. Bokbasen documents statuses and no codes; the text gives the
 * reason.
 */
export const bokbasenProblems = defineProblems({
  badRequest: [400, '', '', 'The message or a parameter is invalid.'],
  unauthorized: [401, '', '', 'There is no token or ticket, or it is invalid or has expired.'],
  forbidden: [
    403,
    '',
    '',
    'The token is for another audience, or the party may not perform the action.',
  ],
  notFound: [
    404,
    '',
    '',
    'The resource does not exist, or the party cannot access it; or no operation has the path.',
  ],
  notAcceptable: [406, '', '', '`Accept` excludes the media type of the response.'],
  tooLong: [413, '', '', 'The body is larger than the operation allows.'],
  unsupported: [415, '', '', '`Content-Type` is not the media type of the operation.'],
  rangeUnsatisfiable: [416, '', 'the file has ', 'The range begins behind the end of the file.'],
  failed: [
    500,
    '',
    'internal error of the sandbox; see its log',
    'An error of Ketenlab itself, or an injected fault.',
  ],
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
  const { status, detail } = bokbasenProblems.rangeUnsatisfiable(`${size} bytes`);
  return new Problem(status, { ...detail, headers: { 'Content-Range': `bytes */${size}` } });
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
  methodNotAllowedBody: MessageResponse,
  documentedResponses: [
    {
      status: 400,
      description: 'Bad Request: the message or a parameter is invalid',
      body: MessageResponse,
      examples: {
        schemaIncorrect: schemaInvalid([
          { path: '/status', expected: 'one of FULFILLED, REJECTED', seen: 'DONE' },
        ]),
      },
      when: (operation) => hasBody(operation) || operation.query !== undefined,
    },
    {
      status: 401,
      description: 'Unauthorized: no valid token',
      body: MessageResponse,
      examples: { noToken: bokbasenProblems.unauthorized('Authorization must be: Bearer <token>') },
      when: ({ isPublic }) => !isPublic,
    },
    {
      status: 403,
      description:
        'Forbidden: a token for another audience, or an action that this party may not perform',
      body: MessageResponse,
      examples: {
        otherAudience: bokbasenProblems.forbidden(
          'the token is for the audience …/dds/; this operation requires …/orders/',
        ),
      },
      when: ({ isPublic }) => !isPublic,
    },
    {
      status: 404,
      description: 'Not Found: the resource does not exist, or this party cannot access it',
      body: MessageResponse,
      examples: { unknown: bokbasenProblems.notFound('unknown id') },
      when: hasParameter,
    },
    {
      status: 406,
      description: 'Not Acceptable: Accept excludes the media type of the response',
      body: MessageResponse,
      examples: { accept: bokbasenProblems.notAcceptable('expected Accept: application/json') },
      when: ({ acceptMediaType }) => acceptMediaType !== undefined,
    },
    {
      status: 413,
      description: 'Request Too Long',
      body: MessageResponse,
      examples: { tooLong: bokbasenProblems.tooLong('expected at most 1048576 bytes, seen more') },
      when: hasBody,
    },
    {
      status: 415,
      description: 'Unsupported Media Type',
      body: MessageResponse,
      examples: {
        mediaType: bokbasenProblems.unsupported(
          'expected Content-Type: application/json, seen text/plain',
        ),
      },
      when: hasBody,
    },
  ],
};

/** Error format of the token endpoint: that of OAuth, with Bokbasen's texts. */
export const tokenErrors: ErrorFormat = {
  ...oauthErrors,
  methodNotAllowedBody: BokbasenTokenError,
  render: (problem, rules) =>
    problem.status === 405
      ? {
          contentType: 'application/json',
          body: { error: 'invalid_request', error_description: STATUS_CODES[405] },
        }
      : oauthErrors.render(problem, rules),
};

/** Errors of Bokbasen's token endpoint, with its texts. `{audience}` and `{grant}` stand for values of the request. */
export const bokbasenTokenProblems = {
  unauthorized: [
    401,
    'access_denied',
    'Unauthorized',
    'The client, its secret, the grant type or the audience is missing or wrong, or the body cannot be read.',
  ],
  grantNotAllowed: [
    403,
    'unauthorized_client',
    "Grant type '{grant}' not allowed for the client.",
    'The grant type is not `client_credentials`.',
  ],
  audienceUnknown: [
    403,
    'access_denied',
    'Service not enabled within domain: {audience}',
    'The audience does not exist. It ends with a slash.',
  ],
  audienceNotAllowed: [
    403,
    'access_denied',
    'Client is not authorized to access "{audience}". You need to create a "client-grant" associated to this API.',
    'The client may not use the audience.',
  ],
} satisfies Record<string, ProblemLine>;

/** A refusal of the token endpoint with Bokbasen's text. The header Sandbox-Reason has the reason. */
export function tokenRefused(
  name: keyof typeof bokbasenTokenProblems,
  reason: string,
  values: Readonly<Record<string, string>> = {},
): Problem {
  const [status, code, text] = bokbasenTokenProblems[name];
  const filled = Object.entries(values).reduce(
    (all, [key, value]) => all.replace(`{${key}}`, () => value),
    text,
  );
  return new Problem(status, { code, text: filled, reason });
}

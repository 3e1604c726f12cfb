import { STATUS_CODES } from 'node:http';
import { pointerOf } from '../validation/schema.js';
import { Problem } from './problem.js';
import type { ErrorFormat } from './error-format.js';

/** RFC 9457 problem documents: the dialect of the control API, and of paths that belong to nobody. */
export const problemDetails: ErrorFormat = {
  schemaIncorrect: (faults) =>
    new Problem(400, {
      text: faults
        .map((f) => `${pointerOf(f) || 'body'}: expected ${f.expected}, seen ${f.seen}`)
        .join('; '),
      errors: faults,
    }),
  accessDenied: (_, challenge) =>
    new Problem(401, {
      text: 'The request needs the token of the control API: Authorization: Bearer <SANDBOX_TOKEN>',
      headers: { 'WWW-Authenticate': challenge },
    }),
  unknownPath: (path, known) =>
    new Problem(404, {
      text: `Unknown path: ${path}.${known.length > 0 ? ` Known paths: ${known.join(', ')}` : ''}`,
    }),
  internalError: () => new Problem(500, { text: 'Internal error of the sandbox; see its log' }),
  render: (problem) => ({
    contentType: 'application/problem+json',
    body: {
      type: 'about:blank',
      title: STATUS_CODES[problem.status],
      status: problem.status,
      detail: problem.detail.text,
      ...(problem.detail.errors && { faults: problem.detail.errors }),
    },
  }),
  documentedResponses: [],
};

import { Problem, defineProblems } from './problem.js';

/** Errors that are the same at every path. The error format of the path decides how they look on the wire. */
export const serverProblems = defineProblems({
  notHttp: [400, '', 'The request is not valid HTTP: ', 'The request cannot be parsed.'],
  headerUnusable: [
    400,
    '',
    '',
    'The header `Host` is missing or given twice, or `Transfer-Encoding` is not `chunked`.',
  ],
  bodyIncomplete: [400, '', 'The body is incomplete', 'The connection ended before the body.'],
  timeout: [408, '', 'The request did not arrive in time', 'The request takes too long to arrive.'],
  chunkExtensions: [
    413,
    '',
    'The extensions of the chunks are too long',
    'A chunked body has long extensions.',
  ],
  connectionClosed: [
    413,
    '',
    'The connection was closed: the body has more than ',
    'The body is so large that it is not read to its end.',
  ],
  expectation: [
    417,
    '',
    'Expect must be 100-continue; seen: ',
    'The header `Expect` has another value.',
  ],
  tooManyMessages: [
    429,
    '',
    'too many messages wait to be sent: ',
    'More than `MAX_WAITING` messages of the workspace wait. `Retry-After` is 1.',
  ],
  headersTooLong: [
    431,
    '',
    'The headers of the request have more than ',
    'The headers are too long.',
  ],
  tooManyBodies: [
    503,
    '',
    'The sandbox receives too many large bodies at the same time',
    'All bodies that arrive are too large together. `Retry-After` is 1.',
  ],
  ownerUnreachable: [
    503,
    '',
    '',
    'With several replicas: the owner of the workspace does not answer. `Retry-After` is 1.',
  ],
  ownerChanging: [
    503,
    '',
    '',
    'With several replicas: the workspace gets another owner. `Retry-After` is 1.',
  ],
});

/** A problem that has passed in a second. */
export function withRetryAfter({ status, detail }: Problem): Problem {
  return new Problem(status, { ...detail, headers: { 'Retry-After': '1' } });
}

import { STATUS_CODES } from 'node:http';
import { placeOf } from '../contract/schema.js';
import { Problem } from './problem.js';
import type { Dialect } from './dialect.js';

/** RFC 9457 problem documents: the dialect of the control API, and of paths that belong to nobody. */
export const problemDetails: Dialect = {
  schemaIncorrect: (faults) =>
    new Problem(400, {
      text: faults
        .map((f) => `${placeOf(f) || 'body'}: expected ${f.expected}, seen ${f.seen}`)
        .join('; '),
      faults,
    }),
  refused: (_, challenge) =>
    new Problem(401, {
      text: 'The control API wants its token',
      headers: { 'WWW-Authenticate': challenge },
    }),
  unknownPath: (path, known) =>
    new Problem(404, {
      text: `Nothing is served at ${path}.${known.length > 0 ? ` Known here: ${known.join(', ')}` : ''}`,
    }),
  failed: () => new Problem(500, { text: 'The sandbox itself failed; its log says why' }),
  render: (problem) => ({
    contentType: 'application/problem+json',
    body: {
      type: 'about:blank',
      title: STATUS_CODES[problem.status],
      status: problem.status,
      detail: problem.detail.text,
      ...(problem.detail.faults && { faults: problem.detail.faults }),
    },
  }),
  documents: [],
};

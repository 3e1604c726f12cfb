import type { Duplex } from 'node:stream';
import type { Problem } from '../../errors/problem.js';

/** Why the server closes a connection while a body arrives. Without a problem, the client closed it. */
export const bodyProblems = new WeakMap<Duplex, Problem>();

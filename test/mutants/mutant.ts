import type { RunOptions } from '../../src/conformance/runner/configuration/options.js';
import type { Mutation } from './proxy.js';

/** One fault in a role of the sandbox, and the requirements that must detect it. */
export interface Mutant {
  name: string;
  /** Requirements that it breaks. Each of them must be reported as violated. */
  breaks: string[];
  /** Requirements that cannot be satisfied because of it. They may be reported as violated. */
  mayBreak?: string[];
  /** Mutation between the runner and the server. */
  server?: Mutation;
  /** Mutation of requests from the server to the runner. */
  client?: Mutation;
  /** Options of the runner that differ from the defaults. */
  options?: Partial<RunOptions>;
}

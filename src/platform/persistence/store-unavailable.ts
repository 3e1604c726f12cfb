import { Problem } from '../errors/problem.js';

/** The database cannot be used: every request that needs it is answered 503 until it can. */
export class StoreUnavailable extends Problem {
  /** `because`: the cause, and what to do about it. */
  constructor(readonly because: string) {
    super(503, {
      text: `The sandbox cannot use its database: ${because}`,
      headers: { 'Retry-After': '1' },
    });
  }
}

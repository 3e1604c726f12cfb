import type { Operation } from './operation.js';

/** True for an operation that the sandbox calls at a partner: it sends the messages of an asynchronous exchange, and reads nothing. */
export function isSentBySandbox({ api, method }: Operation): boolean {
  return api.referenceField !== undefined && method === 'PUT';
}

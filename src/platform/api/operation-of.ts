import type { Operation } from './operation.js';

/** Under which metadata key a handler carries the operation that it serves. */
export const OPERATION = 'ketenlab:operation';

/** The operation that a handler serves. */
export function operationOf(handler: object): Operation {
  return Reflect.getMetadata(OPERATION, handler) as Operation;
}

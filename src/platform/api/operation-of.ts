import type { Operation } from './operation.js';

/** Metadata key of the operation that a handler implements. */
export const OPERATION = 'ketenlab:operation';

/** The operation that a handler implements. */
export function operationOf(handler: object): Operation {
  return Reflect.getMetadata(OPERATION, handler) as Operation;
}

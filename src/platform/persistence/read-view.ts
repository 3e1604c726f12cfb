import type { Value } from './value.js';

/** Rows of a workspace as they were at one moment. Others write meanwhile, and nobody waits. */
export interface ReadView {
  /** Rows of a query, one by one, with their values in the order of the columns. */
  rows(sql: string, ...values: Value[]): Iterable<Value[]> | AsyncIterable<Value[]>;
}

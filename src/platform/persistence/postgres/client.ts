import type { ClientBase, QueryConfig, QueryResult, types } from 'pg';
import { fromStored, toStored } from './text-values.js';

type ClientClass = new (...args: never[]) => ClientBase;
type Query = (text: string | QueryConfig, values?: unknown[], callback?: unknown) => unknown;

/** Object identifiers of types in the catalogue of PostgreSQL. */
const OID = { int8: 20, text: 25, numeric: 1700 };

/** The conversions from columns: counts and moments are numbers. `defaults` has those of the other types. */
export function typesOver(defaults: typeof types): typeof types {
  const own = new Map<number, (text: string) => unknown>([
    [OID.int8, Number],
    [OID.numeric, Number],
    [OID.text, fromStored],
  ]);
  const getTypeParser = (oid: number, format?: 'text' | 'binary'): unknown =>
    own.get(oid) ?? defaults.getTypeParser(oid, format as 'text');
  return { ...defaults, getTypeParser } as typeof types;
}

/**
 * Class of clients that run their queries one after the other, store every text, and report a commit that PostgreSQL turned into
 * a rollback.
 */
export function clientOver(Client: ClientClass): ClientClass {
  const run = Client.prototype.query as Query;
  class SequentialClient extends (Client as new (...args: never[]) => ClientBase) {
    private last: Promise<unknown> = Promise.resolve();

    override query(query: string | QueryConfig, values?: unknown, callback?: unknown): never {
      return this.send(query, values as unknown[], callback) as never;
    }

    private send(query: string | QueryConfig, values?: unknown[], callback?: unknown): unknown {
      // The pool and TypeORM pass a callback while they connect.
      if (typeof values === 'function' || typeof callback === 'function')
        return run.call(this, query, values, callback);
      const stored = typeof query === 'object' ? withStored(query) : query;
      const next = (): unknown => run.call(this, stored, values?.map(toStored));
      const result = this.last.then(next, next) as Promise<QueryResult>;
      this.last = result;
      return query === 'COMMIT' ? result.then(assertCommitted) : result;
    }
  }
  return SequentialClient as unknown as ClientClass;
}

function withStored(query: QueryConfig): QueryConfig {
  return query.values ? { ...query, values: query.values.map(toStored) } : query;
}

/** A transaction in which a statement failed is rolled back by its commit. */
function assertCommitted(result: QueryResult): QueryResult {
  if (result.command !== 'COMMIT') throw new Error('The transaction has a failed statement');
  return result;
}

import type { Client, CustomTypesConfig, QueryConfig, QueryResult } from 'pg';
import { fromStored, toStored } from './text-values.js';

/** The part of the `pg` package that is needed here. The package is loaded by `openPostgres` only. */
interface Package {
  Client: typeof Client;
  types: CustomTypesConfig;
}

/** Object identifiers of types in the catalogue of PostgreSQL. */
const OID = { int8: 20, text: 25, numeric: 1700 };

/** The conversions from columns: counts and moments are numbers. */
export function typesOver({ types }: Package): CustomTypesConfig {
  const own = new Map<number, (text: string) => unknown>([
    [OID.int8, Number],
    [OID.numeric, Number],
    [OID.text, fromStored],
  ]);
  return {
    getTypeParser: (oid, format): unknown => own.get(oid) ?? types.getTypeParser(oid, format),
  };
}

/**
 * Class of clients that run their queries one after the other, store every text, and report a commit that PostgreSQL turned into
 * a rollback.
 */
export function clientOver({ Client: Original }: Package): typeof Client {
  return class SequentialClient extends Original {
    private last: Promise<unknown> = Promise.resolve();

    override query(query: string | QueryConfig, values?: unknown, callback?: unknown): never {
      return this.send(query, values as unknown[], callback) as never;
    }

    private send(query: string | QueryConfig, values?: unknown[], callback?: unknown): unknown {
      // The pool and TypeORM pass a callback while they connect.
      if (typeof values === 'function' || typeof callback === 'function')
        return super.query(query as string, values as never, callback as never);
      const stored = typeof query === 'object' ? withStored(query) : query;
      const send = (): Promise<QueryResult> => super.query(stored as string, values?.map(toStored));
      const result = this.last.then(send, send);
      this.last = result;
      return query === 'COMMIT' ? result.then(assertCommitted) : result;
    }
  };
}

function withStored(query: QueryConfig): QueryConfig {
  return query.values ? { ...query, values: query.values.map(toStored) } : query;
}

/** A transaction in which a statement failed is rolled back by its commit. */
function assertCommitted(result: QueryResult): QueryResult {
  if (result.command !== 'COMMIT') throw new Error('The transaction has a failed statement');
  return result;
}

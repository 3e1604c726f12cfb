import type { ReadTransaction } from '../../platform/persistence/store.js';

interface Row {
  arrival: string;
  id: string;
  document: string;
}

/** Page of wire documents for a `StateReader`, from a query for `arrival`, `id` and `document`. */
export async function documentPage(
  tx: ReadTransaction,
  sql: string,
  ...values: (string | number)[]
): Promise<{ key: string; id: string; item: object }[]> {
  const rows = await tx.all<Row>(sql, ...values);
  return rows.map(({ arrival: key, id, document }) => ({
    key,
    id,
    item: JSON.parse(document) as object,
  }));
}

// Writes rows into the database file of a server that does not run.
import Sqlite from 'better-sqlite3';
import { hash } from 'node:crypto';

/** Number of the row: the last digits of its id. */
const idOf = (number) => `5eed1000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** The hash by which rows are found (src/platform/persistence/id-hash.ts), if the table has one. The row gets a new place. */
function withHash(row, id) {
  if (!('idHash' in row)) return row;
  return { ...row, seq: null, idHash: hash('sha1', id, 'buffer').readIntBE(0, 6) };
}

function copier(db, table, where) {
  const row = db.prepare(`select * from "${table}" where ${where} limit 1`).get();
  const names = Object.keys(row);
  const insert = db.prepare(
    `insert into "${table}" (${names.map((name) => `"${name}"`)}) values (${names.map((name) => `@${name}`)})`,
  );
  return { row, insert: (copy, id) => insert.run(withHash({ ...row, ...copy }, id)) };
}

/** Writes orders of one line to Bokbasen's server. */
export const fillBokbasenOrders = (count) => (file) => {
  const db = new Sqlite(file);
  const orders = copier(db, 'bokbasen_orders', `"processedAt" = ''`);
  const lines = copier(db, 'bokbasen_order_lines', `"orderId" = '${orders.row.id}' and "id" = 1`);
  db.transaction(() => {
    for (let number = 0; number < count; number += 1) {
      const id = idOf(number);
      orders.insert({ id, arrival: id, orderNumber: id }, id);
      lines.insert({ orderId: id }, id);
    }
  })();
  db.close();
};

/** Writes delivery orders to the Bestelomgeving. */
export const fillDeliveryOrders = (count) => (file) => {
  const db = new Sqlite(file);
  const { row, insert } = copier(db, 'delivery_orders', `"deliveryType" = 'school-all'`);
  db.transaction(() => {
    for (let number = 0; number < count; number += 1) {
      const id = idOf(number);
      insert({ id, arrival: id, document: row.document.replace(row.id, id) }, id);
    }
  })();
  db.close();
};

/** Bytes of a database file in use, after its log was written back. */
export function bytesIn(file) {
  const db = new Sqlite(file);
  db.pragma('wal_checkpoint(TRUNCATE)');
  const number = (name) => db.pragma(name, { simple: true });
  const bytes = (number('page_count') - number('freelist_count')) * number('page_size');
  db.close();
  return bytes;
}

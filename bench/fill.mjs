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

/** Writes accepted credit orders, and their confirmations that were sent. */
function fillCreditOrders(db, count) {
  const messages = copier(db, 'messages', `"collection" = 'deliveryrequests'`);
  const outbox = db.prepare(
    `insert into "deliveries" values ('default', ?, 'edu-v-order/confirmCreditOrder', 'ordersysteem', 'bestelomgeving', ?, ?, 'sent',
      '2026-09-01T10:00:00.000Z', ?, '[]', 1)`,
  );
  db.transaction(() => {
    for (let number = 0; number < count; number += 1) {
      const id = idOf(number);
      // As long as those of the load runs.
      const document = JSON.stringify({ requestReferenceId: id, note: 'x'.repeat(200) });
      const state = JSON.stringify({ lines: [], decisions: [], note: 'x'.repeat(200) });
      const row = { collection: 'creditorders', id, arrival: id, document, state };
      messages.insert(row, `creditorders\n${id}`);
      outbox.run(id, id, id, 'x'.repeat(720));
    }
  })();
}

/** Writes delivery orders, credit orders and confirmations, the same number of each. */
export const fillAll = (count) => (file) => {
  fillDeliveryOrders(count)(file);
  const db = new Sqlite(file);
  fillCreditOrders(db, count);
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

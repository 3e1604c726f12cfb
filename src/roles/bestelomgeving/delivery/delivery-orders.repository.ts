import { Injectable } from '@nestjs/common';
import { uuidV7 } from '../../../platform/time/uuid-v7.js';
import { keysOf } from '../../../apis/edu-v-delivery/identities.js';
import type { DeliveryOrder } from '../../../apis/edu-v-delivery/messages.js';
import { normalizeId } from '../../../platform/messages/messages.js';
import { DeliveryOrderKey, StoredDeliveryOrder } from './delivery.entities.js';
import { documentPage } from '../../../sandbox/state/documents.js';
import { hashedId } from '../../../platform/persistence/id-hash.js';
import { insertInto } from '../../../platform/persistence/insert.js';
import type { ReadTransaction, WriteTransaction } from '../../../platform/persistence/store.js';

const INSERT = insertInto(StoredDeliveryOrder, 'ignore');
const INSERT_KEY = insertInto(DeliveryOrderKey, 'ignore');
const UPDATE = `update "delivery_orders"
  set "dateCreated" = ?, "status" = ?, "deliveryType" = ?, "contractId" = ?, "document" = ?
  where "workspace" = ? and "idHash" = ? and "id" = ?`;
const REMOVE_KEY =
  'delete from "delivery_order_keys" where "workspace" = ? and "key" = ? and "id" = ?';
const REMOVE = 'delete from "delivery_orders" where "workspace" = ? and "idHash" = ? and "id" = ?';
const FIND =
  'select "document" from "delivery_orders" where "workspace" = ? and "idHash" = ? and "id" = ?';
const PAGE = `select "arrival", "id", "document" from "delivery_orders"
  where "workspace" = ? and "arrival" < ? order by "arrival" desc limit ?`;
const BY_CONTRACT = `select "document" from "delivery_orders"
  where "workspace" = ? and "contractId" = ?`;
/** Number of identifiers in one query. */
const KEYS_PER_QUERY = 16;
const BY_KEYS = `select "id" from "delivery_order_keys"
  where "workspace" = ? and "key" in (${Array(KEYS_PER_QUERY).fill('?').join(', ')})`;

/** Delivery orders. The Bestelomgeving is their source. */
@Injectable()
export class DeliveryOrderRepository {
  /** Inserts an order; false: the id exists, and its order is not changed. */
  async insert(tx: WriteTransaction, workspace: string, order: DeliveryOrder): Promise<boolean> {
    const id = normalizeId(order.deliveryOrderId);
    const { dateCreated, status, deliveryType, contractId = null } = order;
    const document = JSON.stringify(order);
    const row = { workspace, id, dateCreated, status, deliveryType, contractId, document };
    if ((await tx.insert(INSERT, { ...row, arrival: uuidV7() })) === 0) return false;
    await this.insertKeys(tx, workspace, order);
    return true;
  }

  async update(tx: WriteTransaction, workspace: string, order: DeliveryOrder): Promise<void> {
    const id = normalizeId(order.deliveryOrderId);
    const { dateCreated, status, deliveryType, contractId = null } = order;
    const document = JSON.stringify(order);
    const row = [dateCreated, status, deliveryType, contractId, document];
    const before = await this.find(tx, workspace, id);
    await tx.run(UPDATE, ...row, ...hashedId(workspace, id));
    const [old, now] = [before ? keysOf(before) : [], keysOf(order)];
    if (old.join('\n') === now.join('\n')) return;
    for (const key of old) await tx.run(REMOVE_KEY, workspace, key, id);
    await this.insertKeys(tx, workspace, order);
  }

  /** Removes an order; false: it does not exist. */
  async remove(tx: WriteTransaction, workspace: string, deliveryOrderId: string): Promise<boolean> {
    const id = normalizeId(deliveryOrderId);
    const order = await this.find(tx, workspace, id);
    for (const key of order ? keysOf(order) : []) await tx.run(REMOVE_KEY, workspace, key, id);
    return (await tx.run(REMOVE, ...hashedId(workspace, id))) === 1;
  }

  private async insertKeys(
    tx: WriteTransaction,
    workspace: string,
    order: DeliveryOrder,
  ): Promise<void> {
    const id = normalizeId(order.deliveryOrderId);
    for (const key of new Set(keysOf(order))) await tx.insert(INSERT_KEY, { workspace, key, id });
  }

  /** Wire document of an order, as text. */
  async findText(tx: ReadTransaction, workspace: string, id: string): Promise<string | undefined> {
    return (await tx.get<{ document: string }>(FIND, ...hashedId(workspace, normalizeId(id))))
      ?.document;
  }

  async find(
    tx: ReadTransaction,
    workspace: string,
    id: string,
  ): Promise<DeliveryOrder | undefined> {
    const text = await this.findText(tx, workspace, id);
    return text === undefined ? undefined : (JSON.parse(text) as DeliveryOrder);
  }

  /** Orders with any of these identifiers of a school or a user, the oldest first. */
  async findByKeys(
    tx: ReadTransaction,
    workspace: string,
    keys: string[],
  ): Promise<DeliveryOrder[]> {
    const ids = new Set<string>();
    for (let at = 0; at < keys.length; at += KEYS_PER_QUERY) {
      // The last group is padded, so that one prepared statement serves any number.
      const group = Array.from(
        { length: KEYS_PER_QUERY },
        (_, index) => keys[at + index] ?? keys[at]!,
      );
      const rows = await tx.all<{ id: string }>(BY_KEYS, workspace, ...group);
      for (const { id } of rows) ids.add(id);
    }
    const documents = await Promise.all([...ids].map((id) => this.findText(tx, workspace, id)));
    return parseSorted(documents.flatMap((document) => (document ? { document } : [])));
  }

  async findByContract(
    tx: ReadTransaction,
    workspace: string,
    contractId: string,
  ): Promise<DeliveryOrder[]> {
    return parseSorted(await tx.all(BY_CONTRACT, workspace, contractId));
  }

  /** A page of orders, the newest first, that starts after the given arrival. */
  async page(tx: ReadTransaction, workspace: string, limit: number, behind = '~') {
    return documentPage(tx, PAGE, workspace, behind, limit);
  }
}

/**
 * Parses documents and sorts them, the oldest first. Times may have different zones, so text order
 * is wrong.
 */
function parseSorted(rows: { document: string }[]): DeliveryOrder[] {
  return rows
    .map(({ document }) => JSON.parse(document) as DeliveryOrder)
    .toSorted(
      (a, b) =>
        Date.parse(a.dateCreated) - Date.parse(b.dateCreated) ||
        (a.deliveryOrderId < b.deliveryOrderId ? -1 : 1),
    );
}

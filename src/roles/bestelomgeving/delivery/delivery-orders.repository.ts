import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { keysOf } from '../../../apis/edu-v-delivery/identities.js';
import type { DeliveryOrder } from '../../../apis/edu-v-delivery/messages.js';
import { normalizeId } from '../../../platform/messages/messages.js';
import { DeliveryOrderKey, StoredDeliveryOrder } from './delivery.entities.js';
import { documentPage } from '../../../sandbox/state/documents.js';
import { insertInto } from '../../../platform/persistence/insert.js';
import type { ReadTransaction, WriteTransaction } from '../../../platform/persistence/store.js';

const INSERT = insertInto(StoredDeliveryOrder, 'ignore');
const INSERT_KEY = insertInto(DeliveryOrderKey, 'ignore');
const CHANGE = `update "delivery_orders"
  set "dateCreated" = ?, "status" = ?, "deliveryType" = ?, "contractId" = ?, "document" = ?
  where "workspace" = ? and "id" = ?`;
const FORGET_KEY =
  'delete from "delivery_order_keys" where "workspace" = ? and "key" = ? and "id" = ?';
const REMOVE = 'delete from "delivery_orders" where "workspace" = ? and "id" = ?';
const FIND = 'select "document" from "delivery_orders" where "workspace" = ? and "id" = ?';
const PAGE = `select "arrival", "id", "document" from "delivery_orders"
  where "workspace" = ? and "arrival" < ? order by "arrival" desc limit ?`;
const BY_CONTRACT = `select "document" from "delivery_orders"
  where "workspace" = ? and "contractId" = ?`;
/** So many identifiers are looked up at once. */
const KEYS = 16;
const BY_KEYS = `select "document" from "delivery_orders"
  where "workspace" = ? and "id" in (
    select "id" from "delivery_order_keys" where "workspace" = ? and "key" in (${Array(KEYS).fill('?').join(', ')}))`;

/** The delivery orders of which the Bestelomgeving is the source. */
@Injectable()
export class DeliveryOrders {
  /** False: there is one with this id already, and it stays as it is. */
  async enter(tx: WriteTransaction, workspace: string, order: DeliveryOrder): Promise<boolean> {
    const id = normalizeId(order.deliveryOrderId);
    const { dateCreated, status, deliveryType, contractId = null } = order;
    const document = JSON.stringify(order);
    const row = { workspace, id, dateCreated, status, deliveryType, contractId, document };
    if ((await tx.insert(INSERT, { ...row, arrival: uuid() })) === 0) return false;
    await this.enterKeys(tx, workspace, order);
    return true;
  }

  async change(tx: WriteTransaction, workspace: string, order: DeliveryOrder): Promise<void> {
    const id = normalizeId(order.deliveryOrderId);
    const { dateCreated, status, deliveryType, contractId = null } = order;
    const document = JSON.stringify(order);
    const row = [dateCreated, status, deliveryType, contractId, document];
    const before = await this.find(tx, workspace, id);
    await tx.run(CHANGE, ...row, workspace, id);
    const [old, now] = [before ? keysOf(before) : [], keysOf(order)];
    if (old.join('\n') === now.join('\n')) return;
    for (const key of old) await tx.run(FORGET_KEY, workspace, key, id);
    await this.enterKeys(tx, workspace, order);
  }

  /** False: there was none. */
  async remove(tx: WriteTransaction, workspace: string, deliveryOrderId: string): Promise<boolean> {
    const id = normalizeId(deliveryOrderId);
    const order = await this.find(tx, workspace, id);
    for (const key of order ? keysOf(order) : []) await tx.run(FORGET_KEY, workspace, key, id);
    return (await tx.run(REMOVE, workspace, id)) === 1;
  }

  private async enterKeys(
    tx: WriteTransaction,
    workspace: string,
    order: DeliveryOrder,
  ): Promise<void> {
    const id = normalizeId(order.deliveryOrderId);
    for (const key of new Set(keysOf(order))) await tx.insert(INSERT_KEY, { workspace, key, id });
  }

  /** The wire document as text. */
  async textOf(tx: ReadTransaction, workspace: string, id: string): Promise<string | undefined> {
    return (await tx.get<{ document: string }>(FIND, workspace, normalizeId(id)))?.document;
  }

  async find(
    tx: ReadTransaction,
    workspace: string,
    id: string,
  ): Promise<DeliveryOrder | undefined> {
    const text = await this.textOf(tx, workspace, id);
    return text === undefined ? undefined : (JSON.parse(text) as DeliveryOrder);
  }

  /** Those of any of these identifiers of a school or a user, the oldest first. */
  async under(tx: ReadTransaction, workspace: string, keys: string[]): Promise<DeliveryOrder[]> {
    const documents = new Set<string>();
    for (let at = 0; at < keys.length; at += KEYS) {
      // One statement for any number: the last group is filled up.
      const group = Array.from({ length: KEYS }, (_, index) => keys[at + index] ?? keys[at]!);
      const rows = await tx.all<{ document: string }>(BY_KEYS, workspace, workspace, ...group);
      for (const { document } of rows) documents.add(document);
    }
    return parsed([...documents].map((document) => ({ document })));
  }

  async ofContract(
    tx: ReadTransaction,
    workspace: string,
    contractId: string,
  ): Promise<DeliveryOrder[]> {
    return parsed(await tx.all(BY_CONTRACT, workspace, contractId));
  }

  /** The newest first, beginning behind that arrival. */
  async page(tx: ReadTransaction, workspace: string, limit: number, behind = '~') {
    return documentPage(tx, PAGE, workspace, behind, limit);
  }
}

/** The oldest first; times of another zone are no other text, but another moment. */
function parsed(rows: { document: string }[]): DeliveryOrder[] {
  return rows
    .map(({ document }) => JSON.parse(document) as DeliveryOrder)
    .toSorted(
      (one, other) =>
        Date.parse(one.dateCreated) - Date.parse(other.dateCreated) ||
        (one.deliveryOrderId < other.deliveryOrderId ? -1 : 1),
    );
}

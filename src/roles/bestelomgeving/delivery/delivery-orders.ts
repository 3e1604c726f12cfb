import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { keysOf } from '../../../contracts/edu-v-delivery/identities.js';
import type { DeliveryOrder } from '../../../contracts/edu-v-delivery/messages.js';
import { keyOf } from '../../../kernel/messages/messages.js';
import { documentPage } from '../../../kernel/state/documents.js';
import { insertInto, type Reading, type Writing } from '../../../kernel/persistence/store.js';

const INSERT = insertInto(
  'delivery_orders',
  'workspace id arrival dateCreated status deliveryType contractId document',
  'on conflict do nothing',
);
const INSERT_KEY = insertInto('delivery_order_keys', 'workspace key id', 'on conflict do nothing');
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
  async enter(unit: Writing, workspace: string, order: DeliveryOrder): Promise<boolean> {
    const id = keyOf(order.deliveryOrderId);
    const { dateCreated, status, deliveryType, contractId = null } = order;
    const document = JSON.stringify(order);
    const row = [workspace, id, uuid(), dateCreated, status, deliveryType, contractId, document];
    if ((await unit.run(INSERT, ...row)) === 0) return false;
    await this.enterKeys(unit, workspace, order);
    return true;
  }

  async change(unit: Writing, workspace: string, order: DeliveryOrder): Promise<void> {
    const id = keyOf(order.deliveryOrderId);
    const { dateCreated, status, deliveryType, contractId = null } = order;
    const document = JSON.stringify(order);
    const row = [dateCreated, status, deliveryType, contractId, document];
    const before = await this.find(unit, workspace, id);
    await unit.run(CHANGE, ...row, workspace, id);
    const [old, now] = [before ? keysOf(before) : [], keysOf(order)];
    if (old.join('\n') === now.join('\n')) return;
    for (const key of old) await unit.run(FORGET_KEY, workspace, key, id);
    await this.enterKeys(unit, workspace, order);
  }

  /** False: there was none. */
  async remove(unit: Writing, workspace: string, deliveryOrderId: string): Promise<boolean> {
    const id = keyOf(deliveryOrderId);
    const order = await this.find(unit, workspace, id);
    for (const key of order ? keysOf(order) : []) await unit.run(FORGET_KEY, workspace, key, id);
    return (await unit.run(REMOVE, workspace, id)) === 1;
  }

  private async enterKeys(unit: Writing, workspace: string, order: DeliveryOrder): Promise<void> {
    const id = keyOf(order.deliveryOrderId);
    for (const key of new Set(keysOf(order))) await unit.run(INSERT_KEY, workspace, key, id);
  }

  /** The wire document as text. */
  async textOf(look: Reading, workspace: string, id: string): Promise<string | undefined> {
    return (await look.get<{ document: string }>(FIND, workspace, keyOf(id)))?.document;
  }

  async find(look: Reading, workspace: string, id: string): Promise<DeliveryOrder | undefined> {
    const text = await this.textOf(look, workspace, id);
    return text === undefined ? undefined : (JSON.parse(text) as DeliveryOrder);
  }

  /** Those of any of these identifiers of a school or a user, the oldest first. */
  async under(look: Reading, workspace: string, keys: string[]): Promise<DeliveryOrder[]> {
    const documents = new Set<string>();
    for (let at = 0; at < keys.length; at += KEYS) {
      // One statement for any number: the last group is filled up.
      const group = Array.from({ length: KEYS }, (_, index) => keys[at + index] ?? keys[at]!);
      const rows = await look.all<{ document: string }>(BY_KEYS, workspace, workspace, ...group);
      for (const { document } of rows) documents.add(document);
    }
    return parsed([...documents].map((document) => ({ document })));
  }

  async ofContract(look: Reading, workspace: string, contractId: string): Promise<DeliveryOrder[]> {
    return parsed(await look.all(BY_CONTRACT, workspace, contractId));
  }

  /** The newest first, beginning behind that arrival. */
  async page(look: Reading, workspace: string, limit: number, behind = '~') {
    return documentPage(look, PAGE, workspace, behind, limit);
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

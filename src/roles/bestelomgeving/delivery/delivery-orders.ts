import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { keysOf } from '../../../contracts/edu-v-delivery/identities.js';
import type { DeliveryOrder } from '../../../contracts/edu-v-delivery/messages.js';
import { keyOf } from '../../../kernel/messages/messages.js';
import { insertInto, type Reading, type Writing } from '../../../kernel/persistence/store.js';

const INSERT = insertInto(
  'delivery_orders',
  'workspace id arrival dateCreated status deliveryType contractId document',
  'on conflict do nothing',
);
const INSERT_KEY = insertInto('delivery_order_keys', 'workspace key id', 'on conflict do nothing');
const CHANGE =
  'update "delivery_orders" set "status" = ?, "document" = ? where "workspace" = ? and "id" = ?';
const FIND = 'select "document" from "delivery_orders" where "workspace" = ? and "id" = ?';
const PAGE = `select "arrival", "id", "document" from "delivery_orders"
  where "workspace" = ? and "arrival" < ? order by "arrival" desc limit ?`;
const BY_CONTRACT = `select "document" from "delivery_orders"
  where "workspace" = ? and "contractId" = ? order by "dateCreated", "id"`;
const byKeys = (count: number): string => `select "document" from "delivery_orders"
  where "workspace" = ? and "id" in (
    select "id" from "delivery_order_keys" where "workspace" = ? and "key" in (${Array(count).fill('?').join(', ')}))
  order by "dateCreated", "id"`;

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
    for (const key of keysOf(order)) await unit.run(INSERT_KEY, workspace, key, id);
    return true;
  }

  async change(unit: Writing, workspace: string, order: DeliveryOrder): Promise<void> {
    const id = keyOf(order.deliveryOrderId);
    await unit.run(CHANGE, order.status, JSON.stringify(order), workspace, id);
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
    if (keys.length === 0) return [];
    return parsed(await look.all(byKeys(keys.length), workspace, workspace, ...keys));
  }

  async ofContract(look: Reading, workspace: string, contractId: string): Promise<DeliveryOrder[]> {
    return parsed(await look.all(BY_CONTRACT, workspace, contractId));
  }

  /** The newest first, beginning behind that arrival. */
  async page(look: Reading, workspace: string, limit: number, behind = '~') {
    const rows = await look.all<{ arrival: string; id: string; document: string }>(
      PAGE,
      workspace,
      behind,
      limit,
    );
    return rows.map(({ arrival: key, id, document }) => ({
      key,
      id,
      item: JSON.parse(document) as object,
    }));
  }
}

function parsed(rows: { document: string }[]): DeliveryOrder[] {
  return rows.map(({ document }) => JSON.parse(document) as DeliveryOrder);
}

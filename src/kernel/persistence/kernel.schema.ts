import type { Type as Class } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { Client } from '../auth/client.entity.js';
import { SigningKey } from '../auth/signing-key.entity.js';
import { FaultEntity } from '../faults/fault.entity.js';
import { ExchangeEntity } from '../journal/exchange.entity.js';
import { Message } from '../messages/message.entity.js';
import { Delivery } from '../outbox/delivery.entity.js';
import { Partner } from '../outbox/partner.entity.js';
import { OwnScenario } from '../state/own-scenario.entity.js';
import { StoredRecord } from '../state/record.entity.js';
import { SnapshotEntity } from '../workspaces/snapshot.entity.js';
import { WorkspaceEntity } from '../workspaces/workspace.entity.js';
import { Control1795305600010 } from './control.migration.js';
import type { Schema } from './database.js';
import { Kernel1763769600000 } from './kernel.migration.js';
import { Parties1795305600004 } from './parties.migration.js';
import { Records1795305600006 } from './records.migration.js';
import { Seeds1795305600001 } from './seeds.migration.js';
import { Sequences1795305600000 } from './sequences.migration.js';
import { Tickets1795305600005 } from './tickets.migration.js';
import { Verdicts1795305600011 } from './verdicts.migration.js';
import { Workspaces1795305600009 } from './workspaces.migration.js';

/** What a workspace has come to: its messages, and what testers ordered in it. */
const state = [Message, Delivery, StoredRecord, FaultEntity, OwnScenario];
/** What stays with a workspace until it is removed. */
const belongings = [Client, Partner, SnapshotEntity];
/** The same, of which there is no entity. */
const alsoBelonging = ['tickets', 'assertions', 'seeds', 'snapshot_waiting', 'verdicts', 'proofs'];

/** A table of which each row belongs to a workspace. */
export interface WorkspaceTable {
  name: string;
  /** All but the workspace. */
  columns: string[];
}

/** The tables of a workspace: what a snapshot holds, what a reset empties, and all there are. */
export function workspaceTables(
  source: DataSource,
  roles: readonly Class[],
): Record<'saved' | 'passing' | 'all', WorkspaceTable[]> {
  const tableOf = (entity: Class): WorkspaceTable => {
    const { tableName: name, columns } = source.getMetadata(entity);
    const names = columns.map(({ databaseName }) => databaseName);
    return { name, columns: names.filter((column) => column !== 'workspace') };
  };
  const saved = [...state, ...roles].map(tableOf);
  const passing = [...saved, tableOf(ExchangeEntity)];
  const bare = alsoBelonging.map((name) => ({ name, columns: [] }));
  return { saved, passing, all: [...passing, ...belongings.map(tableOf), ...bare] };
}

export const kernelSchema: Schema = {
  entities: [...state, ...belongings, ExchangeEntity, WorkspaceEntity, SigningKey],
  migrations: [
    Kernel1763769600000,
    Sequences1795305600000,
    Seeds1795305600001,
    Parties1795305600004,
    Tickets1795305600005,
    Records1795305600006,
    Workspaces1795305600009,
    Control1795305600010,
    Verdicts1795305600011,
  ],
};

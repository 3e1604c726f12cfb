import type { Type as Class } from '@nestjs/common';
import { Client } from '../platform/oauth/client.entity.js';
import { Ticket } from '../platform/oauth/tickets/ticket.entity.js';
import { UsedAssertion } from '../platform/oauth/assertions/used-assertion.entity.js';
import { SeedMark } from '../sandbox/state/seed-mark.entity.js';
import { SnapshotMessage } from '../sandbox/lifecycle/snapshot-message.entity.js';
import { StoredEvidence, Verdict } from '../conformance/recorder/verdict.entities.js';
import { InstallationSecret } from '../platform/oauth/installation-secret.entity.js';
import { SigningKey } from '../platform/oauth/signing-key.entity.js';
import { FaultEntity } from '../sandbox/faults/fault.entity.js';
import { ExchangeEntity } from '../platform/journal/exchange.entity.js';
import { Message } from '../platform/messages/message.entity.js';
import { OutboxMessage } from '../platform/outbox/outbox-message.entity.js';
import { Partner } from '../platform/outbox/partner.entity.js';
import { OwnScenario } from '../sandbox/scenarios/own-scenario.entity.js';
import { StoredRecord } from '../sandbox/state/record.entity.js';
import { UnfinishedChange } from '../sandbox/lifecycle/changes/unfinished-change.entity.js';
import { SnapshotEntity, SnapshotPart } from '../sandbox/lifecycle/snapshot.entity.js';
import { WorkspaceEntity } from '../platform/workspaces/workspace.entity.js';
import { Control1795305600010 } from '../platform/persistence/migrations/control.migration.js';
import { ownValue } from '../platform/validation/own-value.js';
import type { DatabaseSchema } from '../platform/persistence/database-schema.js';
import { DeletedTickets1796515200001 } from '../platform/persistence/migrations/deleted-tickets.migration.js';
import { HashIdsOfMessages1796688000000 } from '../platform/persistence/migrations/hash-ids.migration.js';
import { MessageState1796860800000 } from '../platform/persistence/migrations/message-state.migration.js';
import { InstallationSecrets1796774460000 } from '../platform/persistence/migrations/installation-secrets.migration.js';
import { Kernel1763769600000 } from '../platform/persistence/migrations/kernel.migration.js';
import { ExchangeReason1796601600000 } from '../platform/persistence/migrations/exchange-reason.migration.js';
import { ExchangeTime1797033600000 } from '../platform/persistence/migrations/exchange-time.migration.js';
import { OutboxColumns1796515200000 } from '../platform/persistence/migrations/outbox-columns.migration.js';
import { Parties1795305600004 } from '../platform/persistence/migrations/parties.migration.js';
import { Records1795305600006 } from '../platform/persistence/migrations/records.migration.js';
import { Seeds1795305600001 } from '../platform/persistence/migrations/seeds.migration.js';
import { Sequences1795305600000 } from '../platform/persistence/migrations/sequences.migration.js';
import { SnapshotParts1796947200000 } from '../platform/persistence/migrations/snapshot-parts.migration.js';
import { Tickets1795305600005 } from '../platform/persistence/migrations/tickets.migration.js';
import { Verdicts1795305600011 } from '../platform/persistence/migrations/verdicts.migration.js';
import { Workspaces1795305600009 } from '../platform/persistence/migrations/workspaces.migration.js';
import { ClientIds1797120000001 } from '../platform/persistence/migrations/client-ids.migration.js';
import { Replicas1797120000000 } from '../platform/persistence/migrations/replicas.migration.js';
import { Replica } from '../platform/replicas/replica.entity.js';
import { WorkspaceOwner } from '../platform/replicas/workspace-owner.entity.js';
import { ID_HASH, tableOf } from '../platform/persistence/entity-table.js';
import { sectionOf, textColumns, type WorkspaceTable } from '../sandbox/lifecycle/saved-section.js';
import type { WorkspaceTables } from '../sandbox/lifecycle/workspace-tables.js';

/** State of a workspace: messages, records, fault rules and custom scenarios. */
const stateEntities = [Message, OutboxMessage, StoredRecord, FaultEntity, OwnScenario];
/** Entities that a reset keeps; removed with the workspace. */
const permanentEntities = [
  Client,
  Ticket,
  UsedAssertion,
  Partner,
  SeedMark,
  SnapshotEntity,
  SnapshotPart,
  UnfinishedChange,
  SnapshotMessage,
  Verdict,
  StoredEvidence,
];

/** Tables of a workspace: those in a snapshot, those that a reset empties, and all of them. */
export function workspaceTables(
  roles: readonly { name: string; schema: DatabaseSchema }[],
): WorkspaceTables {
  const withoutWorkspace = (entity: Class): WorkspaceTable => {
    const { name, fields, hashedId } = tableOf(entity);
    const own = fields.filter((field) => field.name !== 'workspace' && field.name !== ID_HASH);
    return { name, columns: own.map((field) => field.name), texts: textColumns(own), hashedId };
  };
  const saved = [
    ...stateEntities.map((entity) => sectionOf(entity)),
    ...roles.flatMap(({ name, schema }) =>
      schema.entities.map((entity) => sectionOf(entity, `roles/${name}/`)),
    ),
  ];
  const transient = [...saved.map(({ table }) => table), withoutWorkspace(ExchangeEntity)];
  return {
    saved,
    transient,
    all: [...transient, ...permanentEntities.map(withoutWorkspace)],
    messages: messageSchemas(roles.map(({ schema }) => schema.messages ?? {})),
    fromVersion1: roles.flatMap(({ schema }) => schema.snapshotFromVersion1 ?? []),
  };
}

type MessageSchemas = WorkspaceTables['messages'];

/** The schemas of all roles: of a collection, one role may know the document and another one the state too. */
function messageSchemas(all: readonly MessageSchemas[]): MessageSchemas {
  const merged: Record<string, MessageSchemas[string]> = {};
  for (const schemas of all)
    for (const [collection, schema] of Object.entries(schemas))
      merged[collection] = { ...ownValue(merged, collection), ...schema };
  return merged;
}

export const platformSchema: DatabaseSchema = {
  entities: [
    ...stateEntities,
    ...permanentEntities,
    ExchangeEntity,
    WorkspaceEntity,
    SigningKey,
    InstallationSecret,
    Replica,
    WorkspaceOwner,
  ],
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
    OutboxColumns1796515200000,
    DeletedTickets1796515200001,
    ExchangeReason1796601600000,
    HashIdsOfMessages1796688000000,
    InstallationSecrets1796774460000,
    MessageState1796860800000,
    SnapshotParts1796947200000,
    ExchangeTime1797033600000,
    Replicas1797120000000,
    ClientIds1797120000001,
  ],
};

import { Client } from '../auth/client.entity.js';
import { SigningKey } from '../auth/signing-key.entity.js';
import { ExchangeEntity } from '../journal/exchange.entity.js';
import { Message } from '../messages/message.entity.js';
import { Delivery } from '../outbox/delivery.entity.js';
import { Partner } from '../outbox/partner.entity.js';
import { StoredRecord } from '../state/record.entity.js';
import { WorkspaceEntity } from '../workspaces/workspace.entity.js';
import type { Schema } from './database.js';
import { Kernel1763769600000 } from './kernel.migration.js';
import { Parties1795305600004 } from './parties.migration.js';
import { Records1795305600006 } from './records.migration.js';
import { Seeds1795305600001 } from './seeds.migration.js';
import { Sequences1795305600000 } from './sequences.migration.js';
import { Tickets1795305600005 } from './tickets.migration.js';

/** What is done with in a workspace when it is put back to the seed. */
export const passing = [ExchangeEntity, Message, Delivery, StoredRecord];

export const kernelSchema: Schema = {
  entities: [...passing, WorkspaceEntity, SigningKey, Client, Partner],
  migrations: [
    Kernel1763769600000,
    Sequences1795305600000,
    Seeds1795305600001,
    Parties1795305600004,
    Tickets1795305600005,
    Records1795305600006,
  ],
};

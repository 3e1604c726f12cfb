import { Injectable } from '@nestjs/common';
import type { DeliveryOrderRequest } from '../../../apis/edu-v-delivery/messages.js';
import { REQUESTS } from '../../../apis/edu-v-delivery/operations.js';
import { CONTRACT, schools, seededOrders, student } from '../../../apis/edu-v-delivery/seed.js';
import type { Client } from '../../../platform/oauth/client.entity.js';
import { Messages } from '../../../platform/messages/messages.js';
import type { WriteTransaction } from '../../../platform/persistence/store.js';
import { DeliveryOrderRepository } from './delivery-orders.repository.js';
import { Records } from '../../../sandbox/state/records.js';
import { recordKinds } from './record.messages.js';
import { ownValue } from '../../../platform/validation/own-value.js';

const scopes = ['delivery.dashboard', 'delivery.portal'];
/** Scopes that need a consent of the school, per kind of client. */
const consentScopes: Record<string, string[]> = {
  everything: scopes,
  dashboard: ['delivery.dashboard'],
  portaal: ['delivery.portal'],
};

/** Initial schools, consents, memberships and delivery orders of a workspace. */
@Injectable()
export class DeliverySeed {
  constructor(
    private readonly records: Records,
    private readonly orders: DeliveryOrderRepository,
    private readonly messages: Messages,
  ) {}

  async insert(tx: WriteTransaction, workspace: string, clients: Client[]): Promise<void> {
    await this.records.write(tx, workspace, recordKinds.contracts, { id: CONTRACT });
    const ids = { first: '104A158', second: '09QQ', third: 'bp-0003' };
    for (const name of ['first', 'second', 'third'] as const) {
      await this.records.write(tx, workspace, recordKinds.schools, {
        id: ids[name],
        ...schools[name],
      });
    }
    await this.records.write(tx, workspace, recordKinds.memberships, {
      id: 'student-1',
      user: student,
      school: schools.first,
      studyYearIds: ['SY-4H'],
      subjectIds: ['SUB-EN'],
      groupIds: ['G-1'],
    });
    for (const { clientId, kind } of clients) {
      for (const scope of ownValue(consentScopes, kind) ?? []) {
        for (const [school, status] of [
          ['first', 'accepted'],
          ['second', 'declined'],
        ] as const) {
          const id = `${clientId}-${scope}-${ids[school]}`;
          const consent = { id, clientId, school: schools[school], scope, status };
          await this.records.write(tx, workspace, recordKinds.consents, consent);
        }
      }
    }
    for (const { reference, order } of seededOrders) {
      await this.orders.insert(tx, workspace, order);
      if (reference === undefined) continue;
      const sent: DeliveryOrderRequest = {
        deliveryOrderReferenceId: reference,
        deliveryOrder: order,
      };
      const document = JSON.stringify(sent);
      await this.messages.enter(tx, { workspace, collection: REQUESTS, id: reference, document });
    }
  }
}

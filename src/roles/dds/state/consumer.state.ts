import { Injectable } from '@nestjs/common';
import { problemDetails } from '../../../platform/errors/problem-details.js';
import { normalizeId } from '../../../platform/messages/messages.js';
import type { WriteTransaction } from '../../../platform/persistence/store.js';
import {
  StateResource,
  type StateReader,
  type StateWriter,
} from '../../../sandbox/state/state-resource.js';
import { Consumer, ConsumerRepository } from '../consumers.repository.js';
import { DDS_ROLE } from '../role.js';

/** State resource of the accounts of Bokskya. */
@StateResource()
@Injectable()
export class ConsumerStateResource implements StateResource, StateReader, StateWriter<Consumer> {
  readonly role = DDS_ROLE;
  readonly collection = 'consumers';
  readonly itemType = { of: Consumer, id: 'id', anyCase: true } as const;

  constructor(private readonly consumers: ConsumerRepository) {}

  page(...args: Parameters<StateReader['page']>) {
    return this.consumers.page(...args);
  }

  find(...args: Parameters<StateReader['find']>) {
    return this.consumers.find(...args);
  }

  async put(tx: WriteTransaction, workspace: string, consumer: Consumer): Promise<void> {
    const { id, email } = consumer;
    const other = await this.consumers.find(tx, workspace, email);
    if (other && normalizeId(other.id) !== normalizeId(id)) {
      const expected = `an address that account ${other.id} does not use`;
      throw problemDetails.schemaIncorrect([{ path: '/email', expected, seen: email }]);
    }
    await this.consumers.write(tx, workspace, consumer);
  }

  remove(tx: WriteTransaction, workspace: string, id: string): Promise<boolean> {
    return this.consumers.remove(tx, workspace, id);
  }
}

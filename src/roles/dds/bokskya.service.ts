import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { ddsProblems } from '../../contracts/bokbasen-dds/errors.js';
import { shelfFeed } from '../../contracts/bokbasen-dds/feeds.js';
import type { Account, Registration } from '../../contracts/bokbasen-dds/messages.js';
import { ddsApi } from '../../contracts/bokbasen-dds/operations.js';
import { ddsRequirements } from '../../contracts/bokbasen-dds/requirements.js';
import { choicesOf } from '../../contracts/bokbasen-dds/titles.js';
import type { Caller } from '../../kernel/auth/caller.js';
import { zulu } from '../../kernel/clock/time.js';
import { finding } from '../../kernel/contract/requirement.js';
import { Store } from '../../kernel/persistence/store.js';
import { checkRegistration } from './checks.js';
import { Consumers, type Consumer } from './consumers.js';
import { Sold } from './sold.js';
import { TitleStore } from './title-store.js';

/** Before any sale: when the shelf of an account without one was modified last. */
const EMPTY_SINCE = Date.UTC(2026, 0, 1);

/** Bokskya: the accounts of consumers, and what each has on his shelf. */
@Injectable()
export class BokskyaService {
  constructor(
    private readonly store: Store,
    private readonly consumers: Consumers,
    private readonly sold: Sold,
    private readonly titles: TitleStore,
  ) {}

  /** What every store sold to a consumer, and when that changed last. */
  async shelf(caller: Caller, id: string): Promise<{ feed: string; modified: string }> {
    const { workspace } = caller;
    return this.store.read(async (look) => {
      const consumer = await this.consumers.find(look, workspace, id);
      if (!consumer) throw ddsProblems.unknownConsumer(id);
      const sales = await this.sold.ofConsumer(look, workspace, consumer.id);
      const items = await Promise.all(
        sales.map(async ({ fulfilmentId, order, excerpt, createdAt: boughtAt }) => {
          const title = await this.titles.find(look, workspace, order.resid);
          if (!title) return [];
          const content = caller.linkTo(ddsApi.getContent, { id: fulfilmentId });
          return [{ title, excerpt, boughtAt, content, choices: choicesOf(title) }];
        }),
      );
      const moments = [
        ...sales.map(({ createdAt }) => createdAt),
        ...items.flat().map(({ title }) => title.updated),
      ];
      const last = moments.reduce((so, one) => Math.max(so, Date.parse(one)), EMPTY_SINCE);
      // The header tells seconds: two sales within one are to be told apart.
      const modified = Math.floor(last / 1000) * 1000 + sales.length * 1000;
      const self = caller.linkTo(ddsApi.getShelf, { id });
      const feed = shelfFeed(self, zulu(last), items.flat());
      return { feed, modified: new Date(modified).toUTCString() };
    });
  }

  /** An account by DDS-ID or e-mail address; none is an answer too. */
  async find(caller: Caller, asked: string): Promise<Account> {
    const consumer = await this.consumerOf(caller, asked);
    return consumer ? { id: consumer.id, active: true } : { data: 'USER_NOT_FOUND' };
  }

  async register(caller: Caller, registration: Registration): Promise<Account> {
    const { workspace } = caller;
    const { email, name, surname } = registration;
    caller.note(checkRegistration(registration));
    return this.store.write(async (unit) => {
      if (await this.consumers.find(unit, workspace, email)) {
        caller.note([
          finding(ddsRequirements.oneAccount, '/email', 'one without an account', email),
        ]);
        throw ddsProblems.userExists(email);
      }
      const consumer: Consumer = { id: randomUUID(), email, name, surname };
      await this.consumers.write(unit, workspace, consumer);
      return { id: consumer.id, active: true };
    });
  }

  /** The older platform: a token for a consumer. */
  async authenticate(caller: Caller, asked: string): Promise<Account> {
    const consumer = await this.consumerOf(caller, asked);
    if (!consumer) return { data: 'USER_NOT_FOUND' };
    return { id: Buffer.from(`${consumer.id} ${randomUUID()}`).toString('base64') };
  }

  /** The older platform: nobody here has an Adobe id. */
  async adobeId(caller: Caller, asked: string): Promise<Account> {
    const consumer = await this.consumerOf(caller, asked);
    return { data: consumer ? 'NO_ADOBEID_EXIST' : 'USER_NOT_FOUND' };
  }

  private async consumerOf(caller: Caller, asked: string): Promise<Consumer | undefined> {
    const isId = /^[0-9a-z]{8}(?:-[0-9a-z]{4}){3}-[0-9a-z]{12}$/i.test(asked);
    if (!isId && !/^[^@\s]+@[^@\s]+$/.test(asked)) {
      throw ddsProblems.parameterError(`a DDS-ID or an e-mail address is expected; seen: ${asked}`);
    }
    return this.store.read((look) => this.consumers.find(look, caller.workspace, asked));
  }
}

import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { ddsProblems } from '../../apis/bokbasen-dds/errors.js';
import { shelfFeed } from '../../apis/bokbasen-dds/feeds.js';
import type { Account, Registration } from '../../apis/bokbasen-dds/messages.js';
import { ddsOperations } from '../../apis/bokbasen-dds/operations.js';
import { contentVariantsOf } from '../../apis/bokbasen-dds/titles.js';
import type { Caller } from '../../platform/oauth/caller.js';
import { toIsoUtc } from '../../platform/time/time.js';
import { Store } from '../../platform/persistence/store.js';
import { checkRegistration, failSecondAccount } from './checks.js';
import { ConsumerRepository, type Consumer } from './consumers.repository.js';
import { SaleRepository } from './sales.repository.js';
import { TitleRepository } from './titles.repository.js';

/** Modification time of an empty shelf, before any sale. */
const EMPTY_SINCE = Date.UTC(2026, 0, 1);

/** Bokskya: accounts of consumers and their shelves. */
@Injectable()
export class BokskyaService {
  constructor(
    private readonly store: Store,
    private readonly consumers: ConsumerRepository,
    private readonly sold: SaleRepository,
    private readonly titles: TitleRepository,
  ) {}

  /** Returns all purchases of a consumer as a feed, and the time of the last change. */
  async shelf(caller: Caller, id: string): Promise<{ feed: string; modified: string }> {
    const { workspace } = caller;
    return this.store.read(workspace, async (tx) => {
      const consumer = await this.consumers.find(tx, workspace, id);
      if (!consumer) throw ddsProblems.unknownConsumer(id);
      const sales = await this.sold.ofConsumer(tx, workspace, consumer.id);
      const items = await Promise.all(
        sales.map(async ({ fulfilmentId, order, excerpt, createdAt: boughtAt }) => {
          const title = await this.titles.find(tx, workspace, order.resid);
          if (!title) return [];
          const content = caller.linkTo(ddsOperations.getContent, { id: fulfilmentId });
          const types = contentVariantsOf(title).map(({ type }) => type);
          return [{ title, excerpt, boughtAt, content, types }];
        }),
      );
      const moments = [
        ...sales.map(({ createdAt }) => createdAt),
        ...items.flat().map(({ title }) => title.updated),
      ];
      const last = moments.reduce(
        (latest, moment) => Math.max(latest, Date.parse(moment)),
        EMPTY_SINCE,
      );
      // Last-Modified has a resolution of one second, so the number of sales makes two sales in one second distinct.
      const modified = Math.floor(last / 1000) * 1000 + sales.length * 1000;
      const self = caller.linkTo(ddsOperations.getShelf, { id });
      const feed = shelfFeed(self, toIsoUtc(last), items.flat());
      return { feed, modified: new Date(modified).toUTCString() };
    });
  }

  /** Finds an account by DDS-ID or e-mail address. An unknown one is not an error: 200 with USER_NOT_FOUND. */
  async find(caller: Caller, args: string): Promise<Account> {
    const consumer = await this.consumerOf(caller, args);
    return consumer ? { id: consumer.id, active: true } : { data: 'USER_NOT_FOUND' };
  }

  async register(caller: Caller, registration: Registration): Promise<Account> {
    const { workspace } = caller;
    const { email, name, surname } = registration;
    caller.record(checkRegistration(registration));
    return this.store.write(workspace, async (tx) => {
      if (await this.consumers.find(tx, workspace, email)) {
        throw ddsProblems.userExists(email).withResults(failSecondAccount(email));
      }
      const consumer: Consumer = { id: randomUUID(), email, name, surname };
      await this.consumers.write(tx, workspace, consumer);
      return { id: consumer.id, active: true };
    });
  }

  /** Issues a token for a consumer (older platform). */
  async authenticate(caller: Caller, args: string): Promise<Account> {
    const consumer = await this.consumerOf(caller, args);
    if (!consumer) return { data: 'USER_NOT_FOUND' };
    return { id: Buffer.from(`${consumer.id} ${randomUUID()}`).toString('base64') };
  }

  /** Answers for the Adobe id of a consumer (older platform). No account has one. */
  async adobeId(caller: Caller, args: string): Promise<Account> {
    const consumer = await this.consumerOf(caller, args);
    return { data: consumer ? 'NO_ADOBEID_EXIST' : 'USER_NOT_FOUND' };
  }

  private async consumerOf(caller: Caller, args: string): Promise<Consumer | undefined> {
    const isId = /^[0-9a-z]{8}(?:-[0-9a-z]{4}){3}-[0-9a-z]{12}$/i.test(args);
    if (!isId && !/^[^@\s]+@[^@\s]+$/.test(args)) {
      throw ddsProblems.parameterError(`a DDS-ID or an e-mail address is expected; seen: ${args}`);
    }
    return this.store.read(caller.workspace, (tx) =>
      this.consumers.find(tx, caller.workspace, args),
    );
  }
}

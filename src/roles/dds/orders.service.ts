import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { ddsProblems } from '../../apis/bokbasen-dds/errors.js';
import { OrderOfTitle, SubscriptionOrder } from '../../apis/bokbasen-dds/messages.js';
import { ddsOperations } from '../../apis/bokbasen-dds/operations.js';
import type { Title } from '../../apis/bokbasen-dds/titles.js';
import type { Caller } from '../../platform/oauth/caller.js';
import { Clock } from '../../platform/workspaces/clock.js';
import { toIsoUtc } from '../../platform/time/time.js';
import { Messages } from '../../platform/messages/messages.js';
import type { Problem } from '../../platform/errors/problem.js';
import { findBehaviour } from '../../sandbox/scenarios/scenario.js';
import { Scenarios } from '../../sandbox/scenarios/scenarios.js';
import {
  Store,
  type ReadTransaction,
  type WriteTransaction,
} from '../../platform/persistence/store.js';
import {
  SHORTEST_NAME,
  checkConsumer,
  checkOrder,
  checkSale,
  checkSubscription,
  failUnknownTitle,
  failUsedOrderid,
  failWrongEndpoint,
  needsNames,
} from './checks.js';
import { ConsumerRepository } from './consumers.repository.js';
import { hasRight } from './rights.js';
import { API } from './scenarios.js';
import { SaleRepository, type Sale } from './sales.repository.js';
import { TitleRepository } from './titles.repository.js';
import { type Config, CONFIG } from '../../platform/config/config.js';

/** Orders of stores and of subscription services: one title each. */
@Injectable()
export class DdsOrderService {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly messages: Messages,
    private readonly titles: TitleRepository,
    private readonly consumers: ConsumerRepository,
    private readonly sold: SaleRepository,
    private readonly scenarios: Scenarios,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Takes the order of a store; answers the URL of its content. */
  async place(caller: Caller, message: OrderOfTitle): Promise<string> {
    const { client } = caller;
    if (!hasRight(client, 'store')) throw elsewhere(client.clientId, 'normal');
    caller.record(checkOrder(message));
    const excerpt = String(message.excerpt ?? false) === 'true';
    return this.take(caller, message, { kind: 'normal', excerpt });
  }

  /** Takes the order of a subscription service. */
  async placeSubscription(caller: Caller, message: SubscriptionOrder): Promise<string> {
    const { client } = caller;
    if (!hasRight(client, 'subscription')) throw elsewhere(client.clientId, 'subscription');
    caller.record(checkSubscription(message));
    const order = { orderid: randomUUID(), spd: '0', ...message };
    return this.take(caller, order, { kind: 'subscription', excerpt: false });
  }

  private async take(
    caller: Caller,
    order: OrderOfTitle,
    how: Pick<Sale, 'kind' | 'excerpt'>,
  ): Promise<string> {
    const { workspace } = caller;
    const called = this.scenarios.behaviourLookup(workspace, API)(order);
    const outcome = await this.store.write(workspace, async (tx) => {
      const title = await this.titles.find(tx, workspace, order.resid);
      if (!title)
        throw ddsProblems.unknownResource(order.resid).withResults(failUnknownTitle(order));
      if (findBehaviour(called, 'broken-once') && (await this.isFirst(tx, caller)))
        return 'broken' as const;
      // A repeat is what it was, whatever became of the title.
      const before = await this.sold.byOrderid(
        tx,
        workspace,
        caller.client.clientId,
        order.orderid,
      );
      if (before) return this.again(before, order, caller);
      caller.record(checkSale(title, order, how.excerpt));
      if (findBehaviour(called, 'no-access')) throw ddsProblems.noAccess(title.id);
      assertSaleable(title, how.excerpt);
      demandNames(title, order, how.excerpt);
      if (how.kind === 'normal') await this.demandConsumer(tx, caller, order);
      const sale: Sale = {
        ...how,
        fulfilmentId: randomUUID(),
        client: caller.client.clientId,
        buyer: nameOf(order),
        createdAt: toIsoUtc(this.clock.now(workspace)),
        order: { ...order },
      };
      await this.sold.enter(tx, workspace, sale);
      return sale;
    });
    if (outcome === 'broken') throw ddsProblems.broken();
    return caller.linkTo(ddsOperations.getContent, { id: outcome.fulfilmentId });
  }

  /** An order of the same orderid: no second fulfilment. */
  private again(before: Sale, order: OrderOfTitle, caller: Caller): Sale {
    const { orderid } = order;
    caller.record(failUsedOrderid(order));
    const same = isDeepStrictEqual({ ...before.order }, { ...order });
    if (this.config.rules['DDS_DUPLICATE_ORDER'] === 'idempotent' && same) return before;
    throw ddsProblems.orderUsed(`${orderid}${same ? '' : ', with another content'}`);
  }

  private async demandConsumer(
    tx: ReadTransaction,
    caller: Caller,
    order: OrderOfTitle,
  ): Promise<void> {
    const { id } = order;
    const known =
      id !== undefined && (await this.consumers.byId(tx, caller.workspace, id)) !== undefined;
    caller.record(checkConsumer(order, known));
    if (!known && this.config.rules['DDS_CONSUMER_ID'] === 'strict') {
      throw ddsProblems.consumerMissing(
        `id must be the DDS-ID of an account; seen: ${id ?? 'missing'}`,
      );
    }
  }

  /** The first order of a client for a title that breaks once is remembered, and answered 500. */
  private async isFirst(tx: WriteTransaction, { workspace, client }: Caller): Promise<boolean> {
    const id = client.clientId;
    return this.messages.enter(tx, { workspace, collection: 'dds-broken', id, document: '{}' });
  }
}

/** The refusal of an order of a client that may place orders of the other kind only. */
function elsewhere(client: string, kind: Sale['kind']): Problem {
  return ddsProblems
    .notAllowed(`${client} may not place ${kind} orders`)
    .withResults(failWrongEndpoint(kind, client));
}

/** A title has to be published, not deleted, and open to whoever asks; its excerpt may be published before it. */
export function assertSaleable(title: Title, excerpt: boolean): void {
  const { id, access, published, deleted, format } = title;
  if (!access) throw ddsProblems.noAccess(id);
  if (excerpt && (!title.excerpt || format === 'MP3')) throw ddsProblems.noExcerpt(id);
  if (deleted !== undefined) throw ddsProblems.notPublished(`${id} was deleted`);
  if (!published && !excerpt) throw ddsProblems.notPublished(id);
}

function demandNames({ drm, id }: Title, order: OrderOfTitle, excerpt: boolean): void {
  for (const name of ['firstname', 'lastname'] as const) {
    const given = order[name]?.trim();
    const needed = needsNames(drm, excerpt);
    if (given === undefined ? !needed : given.length >= SHORTEST_NAME) continue;
    const why = needed ? `, since ${id} is SDRM` : '';
    const seen = given ?? 'missing';
    throw ddsProblems.nameMissing(
      `${name} is to have ${SHORTEST_NAME} characters or more${why}; seen: ${seen || 'nothing'}`,
    );
  }
}

/** Of whom a watermark tells. */
export function nameOf({
  firstname,
  lastname,
}: Pick<OrderOfTitle, 'firstname' | 'lastname'>): string | undefined {
  const name = [firstname, lastname].flatMap((one) => one?.trim() || []).join(' ');
  return name || undefined;
}

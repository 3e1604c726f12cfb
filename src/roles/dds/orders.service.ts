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
  MIN_NAME_LENGTH,
  checkConsumer,
  checkDdsOrder,
  checkOrderOfTitle,
  checkSubscription,
  failUnknownTitle,
  failUsedOrderid,
  failWrongEndpoint,
  needsNames,
} from './checks.js';
import { ConsumerRepository } from './consumers.repository.js';
import { hasRight } from './rights.js';
import { DDS_API } from './scenarios.js';
import { SaleRepository, type Sale } from './sales.repository.js';
import { TitleRepository } from './titles.repository.js';
import { type Config, CONFIG } from '../../platform/config/config.js';

/** Accepts orders of stores and of subscription services. An order has one title. */
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

  /** Accepts the order of a store and returns the URL of its content. */
  async place(caller: Caller, message: OrderOfTitle): Promise<string> {
    const { client } = caller;
    if (!hasRight(client, 'store')) throw wrongEndpoint(client.clientId, 'normal');
    caller.record(checkDdsOrder(message));
    const excerpt = String(message.excerpt ?? false) === 'true';
    return this.accept(caller, message, { kind: 'normal', excerpt });
  }

  /** Accepts the order of a subscription service and returns the URL of its content. */
  async placeSubscription(caller: Caller, message: SubscriptionOrder): Promise<string> {
    const { client } = caller;
    if (!hasRight(client, 'subscription')) throw wrongEndpoint(client.clientId, 'subscription');
    caller.record(checkSubscription(message));
    const order = { orderid: randomUUID(), spd: '0', ...message };
    return this.accept(caller, order, { kind: 'subscription', excerpt: false });
  }

  private async accept(
    caller: Caller,
    order: OrderOfTitle,
    options: Pick<Sale, 'kind' | 'excerpt'>,
  ): Promise<string> {
    const { workspace } = caller;
    const triggered = this.scenarios.behaviourLookup(workspace, DDS_API)(order);
    const outcome = await this.store.write(workspace, async (tx) => {
      const title = await this.titles.find(tx, workspace, order.resid);
      if (!title)
        throw ddsProblems.unknownResource(order.resid).withResults(failUnknownTitle(order));
      if (findBehaviour(triggered, 'broken-once') && (await this.isFirst(tx, caller)))
        return 'broken' as const;
      // A repeat gets the original result, even when the title has changed since.
      const before = await this.sold.byOrderid(
        tx,
        workspace,
        caller.client.clientId,
        order.orderid,
      );
      if (before) return this.resolveRepeat(before, order, caller);
      caller.record(checkOrderOfTitle(title, order, options.excerpt));
      if (findBehaviour(triggered, 'no-access')) throw ddsProblems.noAccess(title.id);
      assertSaleable(title, options.excerpt);
      assertNames(title, order, options.excerpt);
      if (options.kind === 'normal') await this.assertConsumer(tx, caller, order);
      const sale: Sale = {
        ...options,
        fulfilmentId: randomUUID(),
        client: caller.client.clientId,
        buyer: buyerNameOf(order),
        createdAt: toIsoUtc(this.clock.now(workspace)),
        order: { ...order },
      };
      await this.sold.insert(tx, workspace, sale);
      return sale;
    });
    if (outcome === 'broken') throw ddsProblems.broken();
    return caller.linkTo(ddsOperations.getContent, { id: outcome.fulfilmentId });
  }

  /** Handles an order with a used orderid: the original fulfilment or an error, never a second fulfilment. */
  private resolveRepeat(before: Sale, order: OrderOfTitle, caller: Caller): Sale {
    const { orderid } = order;
    caller.record(failUsedOrderid(order));
    const same = isDeepStrictEqual({ ...before.order }, { ...order });
    if (this.config.rules['DDS_DUPLICATE_ORDER'] === 'idempotent' && same) return before;
    throw ddsProblems.orderUsed(`${orderid}${same ? '' : ', with different content'}`);
  }

  private async assertConsumer(
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

  /**
   * True for the first order of a client with the magic value `broken-once`. Stored, so that only
   * one order gets 500.
   */
  private async isFirst(tx: WriteTransaction, { workspace, client }: Caller): Promise<boolean> {
    const id = client.clientId;
    return this.messages.enter(tx, { workspace, collection: 'dds-broken', id, document: '{}' });
  }
}

/** Refusal for a client that may not place this kind of orders. */
function wrongEndpoint(client: string, kind: Sale['kind']): Problem {
  return ddsProblems
    .notAllowed(`${client} may not place ${kind} orders`)
    .withResults(failWrongEndpoint(kind, client));
}

/** Throws unless a title is published, accessible and not deleted. Its excerpt may be available before publication. */
export function assertSaleable(title: Title, excerpt: boolean): void {
  const { id, access, published, deleted, format } = title;
  if (!access) throw ddsProblems.noAccess(id);
  if (excerpt && (!title.excerpt || format === 'MP3')) throw ddsProblems.noExcerpt(id);
  if (deleted !== undefined) throw ddsProblems.notPublished(`${id} was deleted`);
  if (!published && !excerpt) throw ddsProblems.notPublished(id);
}

function assertNames({ drm, id }: Title, order: OrderOfTitle, excerpt: boolean): void {
  for (const name of ['firstname', 'lastname'] as const) {
    const given = order[name]?.trim();
    const needed = needsNames(drm, excerpt);
    if (given === undefined ? !needed : given.length >= MIN_NAME_LENGTH) continue;
    const reason = needed ? `, because ${id} is SDRM` : '';
    const seen = given ?? 'missing';
    const expected = `at least ${MIN_NAME_LENGTH} characters${reason}`;
    throw ddsProblems.nameMissing(`${name} must have ${expected}; seen: ${seen || 'nothing'}`);
  }
}

/** Name of the buyer for the watermark; undefined when the order has no names. */
export function buyerNameOf({
  firstname,
  lastname,
}: Pick<OrderOfTitle, 'firstname' | 'lastname'>): string | undefined {
  const name = [firstname, lastname].flatMap((part) => part?.trim() || []).join(' ');
  return name || undefined;
}

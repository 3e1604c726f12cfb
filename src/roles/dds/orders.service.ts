import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { ddsProblems } from '../../apis/bokbasen-dds/errors.js';
import { OrderOfTitle, SubscriptionOrder } from '../../apis/bokbasen-dds/messages.js';
import { ddsOperations } from '../../apis/bokbasen-dds/operations.js';
import { ddsRequirements as requirements } from '../../apis/bokbasen-dds/requirements.js';
import type { Title } from '../../apis/bokbasen-dds/titles.js';
import type { Caller } from '../../platform/oauth/caller.js';
import { Clock } from '../../platform/workspaces/clock.js';
import { toIsoUtc } from '../../platform/time/time.js';
import { violationOf } from '../../platform/requirements/requirement.js';
import { Messages } from '../../platform/messages/messages.js';
import type { Problem } from '../../platform/errors/problem.js';
import { findBehaviour } from '../../sandbox/scenarios/scenario.js';
import { Scenarios } from '../../sandbox/scenarios/scenarios.js';
import {
  Store,
  type ReadTransaction,
  type WriteTransaction,
} from '../../platform/persistence/store.js';
import { SHORTEST_NAME, checkOrder, checkSale, checkSubscription, needsNames } from './checks.js';
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
    if (!hasRight(client, 'store')) throw this.elsewhere(caller, 'normal');
    caller.recordViolations(checkOrder(message));
    const excerpt = String(message.excerpt ?? false) === 'true';
    return this.take(caller, message, { kind: 'normal', excerpt });
  }

  /** Takes the order of a subscription service. */
  async placeSubscription(caller: Caller, message: SubscriptionOrder): Promise<string> {
    const { client } = caller;
    if (!hasRight(client, 'subscription')) throw this.elsewhere(caller, 'subscription');
    caller.recordViolations(checkSubscription(message));
    const order = { orderid: randomUUID(), spd: '0', ...message };
    return this.take(caller, order, { kind: 'subscription', excerpt: false });
  }

  /** Who may place orders of one kind only places them at another path. */
  private elsewhere(caller: Caller, kind: Sale['kind']): Problem {
    const seen = `a ${kind} order of ${caller.client.clientId}`;
    caller.recordViolations([
      violationOf(requirements.ownEndpoint, '', 'an order by its own path', seen),
    ]);
    return ddsProblems.notAllowed(`${caller.client.clientId} may not place ${kind} orders`);
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
      if (!title) throw this.unknown(caller, order);
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
      caller.recordViolations(checkSale(title, order, how.excerpt));
      if (needsNames(title.drm, how.excerpt)) caller.recordSatisfied(requirements.namesOfBuyer);
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

  private unknown(caller: Caller, { resid }: OrderOfTitle): Problem {
    caller.recordViolations([
      violationOf(requirements.knownTitle, '/resid', 'that of a title in the inventory', resid),
    ]);
    return ddsProblems.unknownResource(resid);
  }

  /** An order of the same orderid: no second fulfilment. */
  private again(before: Sale, order: OrderOfTitle, caller: Caller): Sale {
    const { orderid } = order;
    caller.recordViolations([
      violationOf(requirements.freshOrder, '/orderid', 'one that was not used', orderid),
    ]);
    const same = isDeepStrictEqual({ ...before.order }, { ...order });
    if (this.config.rules['DDS_DUPLICATE_ORDER'] === 'idempotent' && same) return before;
    throw ddsProblems.orderUsed(`${orderid}${same ? '' : ', with another content'}`);
  }

  private async demandConsumer(
    tx: ReadTransaction,
    caller: Caller,
    { id }: OrderOfTitle,
  ): Promise<void> {
    const known =
      id !== undefined && (await this.consumers.byId(tx, caller.workspace, id)) !== undefined;
    if (known) return;
    const seen = id ?? 'missing';
    caller.recordViolations([
      violationOf(requirements.consumerOfOrder, '/id', 'the DDS-ID of an account', seen),
    ]);
    if (this.config.rules['DDS_CONSUMER_ID'] === 'strict')
      throw ddsProblems.consumerMissing(`id is to be the DDS-ID of an account; seen: ${seen}`);
  }

  /** The first order of a client for a title that breaks once is remembered, and answered 500. */
  private async isFirst(tx: WriteTransaction, { workspace, client }: Caller): Promise<boolean> {
    const id = client.clientId;
    return this.messages.enter(tx, { workspace, collection: 'dds-broken', id, document: '{}' });
  }
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

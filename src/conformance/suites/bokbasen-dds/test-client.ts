import { ddsExamples } from '../../../apis/bokbasen-dds/examples.js';
import type { OrderOfTitle, Registration } from '../../../apis/bokbasen-dds/messages.js';
import { ddsDescriptor, ddsOperations } from '../../../apis/bokbasen-dds/operations.js';
import { isRefusal } from '../../../apis/bokbasen/rejections.js';
import { expectNoFailure } from '../bokbasen/valid-message.js';
import { parseJson } from '../../../platform/requirements/check-result.js';
import type { Operation } from '../../../platform/api/operation.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import { targetOf } from '../../runner/configuration/options.js';
import type { ConformanceSession } from '../../runner/conformance-session.js';
import type { CallOptions } from '../../runner/target-client.js';
import {
  describeResponse,
  type ExpectationDetail,
  type TestContext,
} from '../../runner/test-context.js';
import { clientDescriptions, DdsData, type DdsClientKind, type TitleKind } from './dds-data.js';

export const READER_NAMES = { firstname: 'Ola', lastname: 'Nordmann' };
export const CONCURRENT_CALLS = 5;

/** Orders titles, downloads content and registers consumers with DDS, as each kind of client. */
export class DdsTestClient {
  /** Data of the partner that the configuration names. */
  readonly data: DdsData;
  private readonly contents = new Map<TitleKind, Promise<string>>();
  private registeredConsumer: Promise<string> | undefined;

  constructor(readonly session: ConformanceSession) {
    this.data = new DdsData(session);
  }

  /** Base URL of the partner. */
  get target(): string {
    return targetOf(this.session.options, ddsDescriptor.name);
  }

  /** DDS-ID of the configured account, or of one that is registered for the whole run. */
  async consumer(context: TestContext): Promise<string> {
    return (
      this.data.consumer ?? (await (this.registeredConsumer ??= this.registerConsumer(context)))
    );
  }

  /** Creates a valid order of a store with a new orderid. */
  async order(
    context: TestContext,
    { resid = this.data.title(context, 'nodrm'), ...difference }: Partial<OrderOfTitle> = {},
  ): Promise<OrderOfTitle> {
    const id = difference.id ?? (await this.consumer(context));
    return { orderid: `kl-${this.session.ids.uuid()}`, resid, spd: '18900', id, ...difference };
  }

  /** Creates a valid order of a title. */
  orderOf(
    context: TestContext,
    kind: TitleKind,
    difference: Partial<OrderOfTitle> = {},
  ): Promise<OrderOfTitle> {
    return this.order(context, { resid: this.data.title(context, kind), ...difference });
  }

  registration(difference: Partial<Registration> = {}): Registration {
    const email = `ketenlab-${this.session.ids.uuid()}@example.org`;
    return { ...ddsExamples.registration, email, ...difference };
  }

  async sendOrder(
    context: TestContext,
    order: object,
    overrides: Partial<CallOptions> = {},
  ): Promise<Exchange> {
    const operation = ddsOperations.placeOrder;
    const exchange = await context.call({ operation, as: 'store', body: order, ...overrides });
    expectNoFailure(context, operation, exchange);
    return exchange;
  }

  /**
   * Places an order and returns the URL of its content. Skips the test if the order is not
   * accepted.
   */
  async placeOrder(
    context: TestContext,
    order: object,
    overrides: Partial<CallOptions> = {},
  ): Promise<string> {
    const exchange = await this.sendOrder(context, order, overrides);
    const link = locationOf(exchange, this.target);
    if (exchange.status === 201 && link !== undefined) return link;
    return context.skip(
      `the order with the token of ${clientNameOf(this.session, overrides)} was answered ` +
        `${describeResponse(exchange)}${link ? '' : ' without a Location header'}, not 201 with one`,
    );
  }

  /** Returns the URL of the content of a title. All tests share one order of it. */
  orderedContent(context: TestContext, kind: TitleKind): Promise<string> {
    let content = this.contents.get(kind);
    if (!content) {
      content = this.orderOf(context, kind, READER_NAMES).then((order) =>
        this.placeOrder(context, order),
      );
      this.contents.set(kind, content);
    }
    return content;
  }

  startDownload(
    context: TestContext,
    content: string,
    query?: Record<string, string>,
    overrides: Partial<CallOptions> = {},
  ): Promise<Exchange> {
    return context.call({
      operation: ddsOperations.getContent,
      as: 'store',
      url: content,
      query,
      ...overrides,
    });
  }

  /**
   * Returns the URL of the status page of a download. Skips the test if the download did not start.
   */
  statusPageOf(context: TestContext, started: Exchange): string {
    const link = locationOf(started, this.target);
    if (started.status === 302 && link !== undefined) return link;
    return context.skip(
      'the download was answered ' +
        `${describeResponse(started)}${link ? '' : ' without a Location header'}, not 302 with one`,
    );
  }

  /** Registers a new consumer and returns the id. Skips the test if there is none. */
  async registerConsumer(
    context: TestContext,
    registration = this.registration(),
  ): Promise<string> {
    const operation = ddsOperations.registerAccount;
    const exchange = await context.call({ operation, as: 'store', body: registration });
    const { id } = (parseJson(exchange.response.body) ?? {}) as { id?: unknown };
    if (exchange.status < 300 && typeof id === 'string') return id;
    return context.skip(
      `the registration was answered ${describeResponse(exchange)} without an id`,
    );
  }

  /** Skips the test unless a client of that kind is configured. */
  requireKind(context: TestContext, kind: DdsClientKind): void {
    if (!this.session.hasClient(kind))
      context.skip(`configure clients.${kind}: ${clientDescriptions[kind]}`);
  }

  /**
   * Skips the test unless a client of that kind is configured that is not the client with the right
   * of another kind.
   */
  requireOtherThan(context: TestContext, kind: DdsClientKind, other: DdsClientKind): void {
    this.requireKind(context, kind);
    this.requireKind(context, other);
    const { clients } = this.session.options;
    if (clients[kind]!.clientId === clients[other]!.clientId)
      context.skip(
        `clients.${kind} and clients.${other} are the same client: ` +
          `clients.${kind} must be ${clientDescriptions[kind]}, without the right of the other one`,
      );
  }

  /** Skips the test unless a second store is configured besides the default client. */
  requireSecondStore(context: TestContext): void {
    context.requireClient('store', 'a second store, in addition to the default client');
  }
}

/** The client whose token a call has, for skip reasons. */
function clientNameOf({ options }: ConformanceSession, overrides: Partial<CallOptions>): string {
  const kind = 'as' in overrides ? overrides.as : 'store';
  const isConfigured = kind !== undefined && options.clients[kind] !== undefined;
  return isConfigured ? `clients.${kind}` : `the client ${options.client.clientId}`;
}

/** The Location header of a response as an absolute URL; undefined if there is none. */
export function locationOf({ response: { headers } }: Exchange, base: string): string | undefined {
  const location = headers['location'];
  if (typeof location !== 'string' || !URL.canParse(location, base)) return undefined;
  return new URL(location, base).href;
}

/** The operations that a requirement applies to. */
export function operationsCoveredBy({ operations }: Requirement): Operation[] {
  return Object.values(ddsOperations as Record<string, Operation>).filter(({ name }) =>
    operations.includes(name),
  );
}

/** Checks that a call was rejected with a 40x status. The sources do not say which. */
export function expect40x(
  context: TestContext,
  requirement: Requirement,
  exchange: Exchange,
  { pointer = '', variant, ...about }: ExpectationDetail = {},
): void {
  const isRejected = isRefusal(exchange.status);
  const expected = `40x${variant === undefined ? '' : ` for ${variant}`}`;
  context.expect(requirement, exchange, isRejected, {
    ...about,
    pointer,
    expected,
    seen: describeResponse(exchange),
  });
}

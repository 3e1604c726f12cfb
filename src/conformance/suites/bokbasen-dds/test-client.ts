import { randomUUID } from 'node:crypto';
import {
  AUDIO_TITLE,
  CONSUMER,
  NODRM_TITLE,
  SDRM_TITLE,
  ddsExamples,
} from '../../../apis/bokbasen-dds/examples.js';
import type { OrderOfTitle, Registration } from '../../../apis/bokbasen-dds/messages.js';
import { ddsOperations } from '../../../apis/bokbasen-dds/operations.js';
import { parseJson } from '../../../platform/requirements/check-result.js';
import type { Operation } from '../../../platform/api/operation.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import type { ConformanceSession } from '../../runner/conformance-session.js';
import type { CallOptions } from '../../runner/target-client.js';
import {
  describeResponse,
  type ExpectationDetail,
  type TestContext,
} from '../../runner/test-context.js';

/**
 * Titles with special properties. `data.titles` of the configuration overrides these titles of the
 * seed.
 */
const titles = {
  nodrm: NODRM_TITLE,
  sdrm: SDRM_TITLE,
  audio: AUDIO_TITLE,
  /** An e-book with an excerpt, and one without. */
  excerpt: NODRM_TITLE,
  withoutExcerpt: 'a0d10000-0000-4000-8000-000000001107',
  withoutAccess: 'a0d10000-0000-4000-8000-0000000000f4',
  unpublished: 'a0d10000-0000-4000-8000-000000001100',
  /** Titles whose preparation fails, and takes longer than a run. */
  failing: 'a0d10000-0000-4000-8000-0000000000f1',
  slow: 'a0d10000-0000-4000-8000-0000000000f2',
};
export type TitleKind = keyof typeof titles;

export const READER_NAMES = { firstname: 'Ola', lastname: 'Nordmann' };
export const CONCURRENT_CALLS = 5;

/** Orders titles, downloads content and registers consumers with DDS, as each kind of client. */
export class DdsTestClient {
  private readonly contents = new Map<TitleKind, Promise<string>>();
  private readonly rights = new Map<string, Promise<void>>();

  constructor(readonly session: ConformanceSession) {}

  title(kind: TitleKind): string {
    const configured = (this.session.options.data['titles'] ?? {}) as Record<string, unknown>;
    const title = configured[kind];
    return typeof title === 'string' ? title : titles[kind];
  }

  get consumer(): string {
    return this.dataValue('consumer') ?? CONSUMER;
  }

  /** Reads a value of `data` in the configuration; undefined if it is missing. */
  dataValue(name: string): string | undefined {
    const value = this.session.options.data[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  }

  /** Creates a valid order of a store with a new orderid. */
  order(difference: Partial<OrderOfTitle> = {}): OrderOfTitle {
    const { title, consumer } = { title: this.title('nodrm'), consumer: this.consumer };
    return {
      orderid: `kl-${randomUUID()}`,
      resid: title,
      spd: '18900',
      id: consumer,
      ...difference,
    };
  }

  /** Creates a valid order of a title. */
  orderOf(kind: TitleKind, difference: Partial<OrderOfTitle> = {}): OrderOfTitle {
    return this.order({ resid: this.title(kind), ...difference });
  }

  registration(difference: Partial<Registration> = {}): Registration {
    const email = `ketenlab-${randomUUID()}@example.org`;
    return { ...ddsExamples.registration, email, ...difference };
  }

  sendOrder(
    context: TestContext,
    order: object,
    overrides: Partial<CallOptions> = {},
  ): Promise<Exchange> {
    return context.call({
      operation: ddsOperations.placeOrder,
      as: 'store',
      body: order,
      ...overrides,
    });
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
    const link = locationOf(exchange, this.session.options.target);
    if (exchange.status === 201 && link !== undefined) return link;
    return context.skip(
      'the order was answered ' +
        `${describeResponse(exchange)}${link ? '' : ' without a Location header'}, not 201 with one`,
    );
  }

  /** Returns the URL of the content of a title. All tests share one order of it. */
  orderedContent(context: TestContext, kind: TitleKind): Promise<string> {
    let content = this.contents.get(kind);
    if (!content) {
      const order = this.order({ resid: this.title(kind), ...READER_NAMES });
      this.contents.set(kind, (content = this.placeOrder(context, order)));
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
    const link = locationOf(started, this.session.options.target);
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

  /**
   * Skips the test if no client of that kind is configured and the default client must not make the
   * call.
   */
  async requireRight(context: TestContext, kind: string, call: CallOptions): Promise<void> {
    if (this.session.hasClient(kind)) return;
    let right = this.rights.get(kind);
    if (!right) {
      right = context.call({ ...call, probe: true }).then(({ status }) => {
        if (status === 403)
          context.skip(`configure clients.${kind}: a client that may make this call`);
      });
      this.rights.set(kind, right);
    }
    await right;
  }

  /** Skips the test if no client of that kind is configured in addition to the default client. */
  requireClient(context: TestContext, kind: string, description: string): void {
    if (!this.session.hasClient(kind)) context.skip(`configure clients.${kind}: ${description}`);
  }
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

/** Checks that a call was rejected with a status from 400 to 409. The sources do not say which. */
export function expect40x(
  context: TestContext,
  requirement: Requirement,
  exchange: Exchange,
  { pointer = '', variant }: ExpectationDetail = {},
): void {
  const isRejected = exchange.status >= 400 && exchange.status < 410;
  const expected = `40x${variant === undefined ? '' : ` for ${variant}`}`;
  context.expect(requirement, exchange, isRejected, {
    pointer,
    expected,
    seen: describeResponse(exchange),
  });
}

/** A UUID that no resource of the partner has. */
export function unknownUuid(): string {
  return randomUUID();
}

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
import type { CallOptions } from '../../runner/partner-client.js';
import { describeResponse, type TestContext } from '../../runner/test-context.js';

/** Titles of the partner by what is special about them: `data.titles`; those of our seed where it says nothing. */
const titles = {
  nodrm: NODRM_TITLE,
  sdrm: SDRM_TITLE,
  audio: AUDIO_TITLE,
  /** An e-book that has an excerpt, and one that has none. */
  excerpt: NODRM_TITLE,
  withoutExcerpt: 'a0d10000-0000-4000-8000-000000001107',
  withoutAccess: 'a0d10000-0000-4000-8000-0000000000f4',
  unpublished: 'a0d10000-0000-4000-8000-000000001100',
  /** Its preparation fails, or takes longer than a run. */
  failing: 'a0d10000-0000-4000-8000-0000000000f1',
  slow: 'a0d10000-0000-4000-8000-0000000000f2',
};
export type TitleKind = keyof typeof titles;

export const READER_NAMES = { firstname: 'Ola', lastname: 'Nordmann' };
export const CONCURRENT_CALLS = 5;

/** Whoever uses DDS: what it orders and asks for, as the kinds of client that there are. */
export class DdsTestClient {
  private readonly contents = new Map<TitleKind, Promise<string>>();
  private readonly rights = new Map<string, Promise<void>>();

  constructor(readonly session: ConformanceSession) {}

  title(kind: TitleKind): string {
    const dataValue = (this.session.options.data['titles'] ?? {}) as Record<string, unknown>;
    return typeof dataValue[kind] === 'string' ? dataValue[kind] : titles[kind];
  }

  get consumer(): string {
    return this.given('consumer') ?? CONSUMER;
  }

  /** A text of the partner's data; undefined: it is not given. */
  given(name: string): string | undefined {
    const value = this.session.options.data[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  }

  /** A good order of a store, under an orderid of its own. */
  order(differs: Partial<OrderOfTitle> = {}): OrderOfTitle {
    const { title, consumer } = { title: this.title('nodrm'), consumer: this.consumer };
    return { orderid: `kl-${randomUUID()}`, resid: title, spd: '18900', id: consumer, ...differs };
  }

  registration(differs: Partial<Registration> = {}): Registration {
    const email = `ketenlab-${randomUUID()}@example.org`;
    return { ...ddsExamples.registration, email, ...differs };
  }

  sendOrder(
    context: TestContext,
    order: object,
    more: Partial<CallOptions> = {},
  ): Promise<Exchange> {
    return context.call({ operation: ddsOperations.placeOrder, as: 'store', body: order, ...more });
  }

  /** Where the content of an order is, or the test cannot go on. */
  async placeOrder(
    context: TestContext,
    order: object,
    more: Partial<CallOptions> = {},
  ): Promise<string> {
    const exchange = await this.sendOrder(context, order, more);
    const link = locationOf(exchange, this.session.options.target);
    if (exchange.status === 201 && link !== undefined) return link;
    return context.skip(
      `an order was answered ${describeResponse(exchange)}${link ? '' : ', no Location'}`,
    );
  }

  /** Where the content of an order of such a title is: one for all tests. */
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
    more: Partial<CallOptions> = {},
  ): Promise<Exchange> {
    return context.call({
      operation: ddsOperations.getContent,
      as: 'store',
      url: content,
      query,
      ...more,
    });
  }

  /** The status page to which a download leads, or the test cannot go on. */
  statusPageOf(context: TestContext, started: Exchange): string {
    const link = locationOf(started, this.session.options.target);
    if (started.status === 302 && link !== undefined) return link;
    return context.skip(
      `a download was answered ${describeResponse(started)}${link ? '' : ', no Location'}`,
    );
  }

  /** The account of a new consumer, or the test cannot go on. */
  async registerConsumer(
    context: TestContext,
    registration = this.registration(),
  ): Promise<string> {
    const operation = ddsOperations.registerAccount;
    const exchange = await context.call({ operation, as: 'store', body: registration });
    const { id } = (parseJson(exchange.response.body) ?? {}) as { id?: unknown };
    if (exchange.status < 300 && typeof id === 'string') return id;
    return context.skip(`a registration was answered ${describeResponse(exchange)}, and no id`);
  }

  /** Goes on if there is a client of that kind, or the one that stands for all may make that call. */
  async requireRight(context: TestContext, kind: string, call: CallOptions): Promise<void> {
    if (this.session.hasClient(kind)) return;
    let right = this.rights.get(kind);
    if (!right) {
      right = context.call({ ...call, probe: true }).then(({ status }) => {
        if (status === 403) context.skip(`there is no clients.${kind}: a client with that right`);
      });
      this.rights.set(kind, right);
    }
    await right;
  }

  /** Goes on if there is a client of that kind, apart from the one that stands for all. */
  requireClient(context: TestContext, kind: string, variant: string): void {
    if (!this.session.hasClient(kind)) context.skip(`there is no clients.${kind}: ${variant}`);
  }
}

/** The Location of an answer, absolute; undefined: it has none. */
export function locationOf({ response: { headers } }: Exchange, base: string): string | undefined {
  const location = headers['location'];
  if (typeof location !== 'string' || !URL.canParse(location, base)) return undefined;
  return new URL(location, base).href;
}

/** The operations at which a requirement shows. */
export function operationsCoveredBy({ operations }: Requirement): Operation[] {
  return Object.values(ddsOperations as Record<string, Operation>).filter(({ name }) =>
    operations.includes(name),
  );
}

/** Sees whether a call was refused with 40x: which of them is not said. */
export function expect40x(
  context: TestContext,
  requirement: Requirement,
  exchange: Exchange,
  about: { pointer?: string; variant?: string } = {},
): void {
  const { pointer = '', variant } = about;
  const met = exchange.status >= 400 && exchange.status < 410;
  const expected = `40x${variant === undefined ? '' : ` to ${variant}`}`;
  context.expect(requirement, exchange, met, {
    pointer,
    expected,
    seen: describeResponse(exchange),
  });
}

/** A UUID that nothing has. */
export const unknownUuid = (): string => randomUUID();

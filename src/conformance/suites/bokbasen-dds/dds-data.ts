import type { ConformanceSession } from '../../runner/conformance-session.js';
import type { TestContext } from '../../runner/test-context.js';

/** Kinds of client that tests need, and the description of each for the configuration. */
export const clientDescriptions = {
  store: 'a client that may only place normal orders',
  subscription: 'a client that may only place subscription orders, and reports their use',
  partner: 'a client with the right to raw content',
  library: 'a client with the right to library content',
};

export type DdsClientKind = keyof typeof clientDescriptions;

/** Titles with special properties: the entries of `data.titles`. */
const titleDescriptions = {
  nodrm: 'the resid of an e-book without DRM that the client may sell',
  sdrm: 'the resid of an e-book with social DRM',
  audio: 'the resid of an audiobook',
  excerpt: 'the resid of an e-book with an excerpt',
  withoutExcerpt: 'the resid of an e-book without an excerpt',
  withoutAccess: 'the resid of a title that the client may not sell',
  unpublished: 'the resid of a title that is not published',
  failing: 'the resid of a title whose preparation fails',
  slow: 'the resid of a title whose preparation takes longer than a run',
};

export type TitleKind = keyof typeof titleDescriptions;

/** An ISBN with a prefix that is not in use. */
export const UNKNOWN_ISBN = '9799999999990';

/** Data of the partner. A test is skipped if the configuration does not name what it needs. */
export class DdsData {
  constructor(private readonly session: ConformanceSession) {}

  title(context: TestContext, kind: TitleKind): string {
    const title = this.titles[kind];
    if (typeof title === 'string') return title;
    return context.skip(`configure data.titles.${kind}: ${titleDescriptions[kind]}`);
  }

  hasTitle(kind: TitleKind): boolean {
    return typeof this.titles[kind] === 'string';
  }

  /** DDS-ID of an account; undefined: the runner registers one. */
  get consumer(): string | undefined {
    return this.session.text('consumer');
  }

  /** ISBN of a title with several versions. */
  get isbn(): string | undefined {
    return this.session.text('isbn');
  }

  /** ISBN and ids of two publishers for reports. */
  reported(context: TestContext): { isbn: string; owners: [string, string] } {
    context.requireData('isbn', 'the ISBN of a title that a report may contain');
    const value = context.requireData('publishers', 'the ids of two publishers, for reports');
    const [first, second] = Array.isArray(value) ? value.map(String) : [];
    if (first === undefined || second === undefined)
      return context.skip('configure data.publishers: the ids of two publishers, for reports');
    return { isbn: this.isbn!, owners: [first, second] };
  }

  private get titles(): Record<string, unknown> {
    return (this.session.options.data['titles'] ?? {}) as Record<string, unknown>;
  }
}

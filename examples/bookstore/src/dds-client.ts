import { XMLParser } from 'fast-xml-parser';

/** Address and credentials at Bokbasen. */
export interface DdsSettings {
  /** Base URL of the API, for example `https://api.bokbasen.io`. */
  baseUrl: string;
  tokenUrl: string;
  /** Start of the audiences, also in a test: `https://api.bokbasen.io`. */
  audienceBase: string;
  clientId: string;
  clientSecret: string;
  /** Milliseconds before the second and each further attempt. */
  pauses: number[];
  sleep(milliseconds: number): Promise<void>;
}

/** Order of a title for a consumer. `spd` is the price in øre. */
export interface DdsOrder {
  orderid: string;
  resid: string;
  spd: string;
  id: string;
  firstname: string;
  lastname: string;
}

export interface DownloadStatus {
  status: 'PROCESSING' | 'READY' | 'FAILED';
  downloadURL?: string;
}

/** An answer that is no success, or no answer. */
export class DdsError extends Error {
  constructor(
    message: string,
    /** HTTP status; undefined if the connection broke. */
    readonly status: number | undefined,
    readonly attempts: number,
  ) {
    super(message);
  }

  /** True if the same request can succeed later. */
  get isTemporary(): boolean {
    return this.status === undefined || this.status >= 500 || [408, 429].includes(this.status);
  }
}

type Service = 'dds' | 'bokskya';

interface Answer {
  status: number;
  headers: Headers;
  body: Buffer;
}

const TIMEOUT_MS = 30_000;
/** Time before the end of a token at which it is replaced. */
const TOKEN_MARGIN_MS = 60_000;

/** Client of Bokbasen's Digital Distribution System. */
export class DdsClient {
  private readonly tokens = new Map<Service, { value: string; expiresAt: number }>();

  constructor(private readonly settings: DdsSettings) {}

  /** Places an order. Resolves with the URL of the content, which never expires. */
  async placeOrder(order: DdsOrder): Promise<string> {
    const body = JSON.stringify(order);
    const answer = await this.call('dds', '/dds/order/v1', { method: 'POST', body });
    return locationOf(answer);
  }

  /** Starts a download. Resolves with the URL of its status page. */
  async startDownload(contentUrl: string): Promise<string> {
    return locationOf(await this.call('dds', contentUrl));
  }

  async downloadStatus(statusUrl: string): Promise<DownloadStatus> {
    const { body } = await this.send(statusUrl, { headers: { accept: 'application/json' } });
    return JSON.parse(body.toString()) as DownloadStatus;
  }

  async download(fileUrl: string): Promise<Buffer> {
    return (await this.send(fileUrl)).body;
  }

  /** URL of the content that a consumer bought last of a title, or undefined. */
  async findOnShelf(consumer: string, resid: string): Promise<string | undefined> {
    const { body } = await this.call('bokskya', `/bokskya/content/v1/${consumer}`);
    const lists = ['feed.entry', 'feed.entry.link'];
    const isArray = (_name: string, path: unknown) => lists.includes(String(path));
    const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', isArray });
    const { feed } = parser.parse(body.toString()) as { feed: { entry?: ShelfEntry[] } };
    const bought = (feed.entry ?? [])
      .filter(({ id }) => id.toLowerCase() === resid.toLowerCase())
      .flatMap(({ created, link }) =>
        link
          .filter(({ rel }) => rel === 'http://opds-spec.org/acquisition/open-access')
          .map(({ href }) => ({ created, href })),
      );
    return bought.toSorted((one, other) => (one.created < other.created ? 1 : -1))[0]?.href;
  }

  /** Calls a service with a token for its audience: at a path of the API, or at a URL that DDS has answered. */
  private async call(service: Service, path: string, init: RequestInit = {}): Promise<Answer> {
    const headers = {
      authorization: `Bearer ${await this.accessToken(service)}`,
      accept: service === 'dds' ? 'application/json' : 'application/atom+xml, application/json',
      ...(init.body !== undefined && { 'content-type': 'application/json' }),
    };
    const url = path.startsWith('/') ? this.settings.baseUrl + path : path;
    return this.send(url, { ...init, headers });
  }

  /** Sends a request, again after a broken connection, a 5xx or a 429. Rejects with `DdsError`. */
  private async send(url: string, init: RequestInit = {}): Promise<Answer> {
    for (let attempts = 1; ; attempts += 1) {
      const error = await attempt(url, init, attempts);
      if (!(error instanceof DdsError)) return error;
      const pause = this.settings.pauses[attempts - 1];
      if (!error.isTemporary || pause === undefined) throw error;
      await this.settings.sleep(pause);
    }
  }

  private async accessToken(service: Service): Promise<string> {
    const known = this.tokens.get(service);
    if (known && known.expiresAt > Date.now()) return known.value;
    const { tokenUrl, audienceBase, clientId, clientSecret } = this.settings;
    const { body } = await this.send(tokenUrl, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        audience: `${audienceBase}/${service}/`,
        client_id: clientId,
        client_secret: clientSecret,
      }),
    });
    const token = JSON.parse(body.toString()) as { access_token: string; expires_in: number };
    const expiresAt = Date.now() + token.expires_in * 1000 - TOKEN_MARGIN_MS;
    this.tokens.set(service, { value: token.access_token, expiresAt });
    return token.access_token;
  }
}

interface ShelfEntry {
  id: string;
  created: string;
  link: { rel: string; href: string }[];
}

async function attempt(
  url: string,
  init: RequestInit,
  attempts: number,
): Promise<Answer | DdsError> {
  const request = `${init.method ?? 'GET'} ${url}`;
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(url, { ...init, redirect: 'manual', signal });
    // A body that is shorter than its Content-Length rejects.
    const body = Buffer.from(await response.arrayBuffer());
    if (response.status < 400) return { status: response.status, headers: response.headers, body };
    return new DdsError(
      `${request}: ${response.status} ${body.toString()}`,
      response.status,
      attempts,
    );
  } catch (error) {
    return new DdsError(`${request}: ${String(error)}`, undefined, attempts);
  }
}

function locationOf({ status, headers }: Answer): string {
  const location = headers.get('location');
  if (location === null) throw new DdsError(`${status} without Location`, status, 1);
  return location;
}

import type { Connection } from '../connection.js';
import type { Exchange } from '../types.js';
import { Exchanges } from './exchanges.js';

/** Requests that were refused for their token, since a time. Without a valid token they are in the workspace `default`. */
export class TokenRefusals {
  private constructor(
    private readonly exchanges: Exchanges,
    /** The last exchange that does not count; undefined: all count. */
    private readonly last: Exchange | undefined,
  ) {}

  /** Refusals from now on. The journal has the time, because tests replace the clock of their process. */
  static async fromNow(connection: Connection): Promise<TokenRefusals> {
    const exchanges = new Exchanges(connection, 'default');
    const [last] = await exchanges.list({ limit: 1 });
    return new TokenRefusals(exchanges, last);
  }

  /** The exchanges, the newest first. */
  async list(): Promise<Exchange[]> {
    const { last } = this;
    const filter = { direction: 'inbound', peer: 'partner', status: 401 } as const;
    const all = await this.exchanges.list({ ...filter, ...(last && { since: last.at }) });
    return all.filter(
      ({ id, findings }) => findings.length > 0 && (last === undefined || id > last.id),
    );
  }
}

import { parseInstant } from '../../platform/time/time.js';
import { formats } from '../../platform/validation/formats.js';
import { PageQuery } from '../http/paging.js';
import { QueryParameter } from '../http/query-parameters.js';

const MAX_TIMEOUT_S = 120;

/** Query of the journal: a page, and filters on the exchanges. */
export class ExchangesQuery extends PageQuery {
  @QueryParameter('inbound or outbound', (text) =>
    text === 'inbound' || text === 'outbound' ? text : undefined,
  )
  direction?: 'inbound' | 'outbound';

  @QueryParameter('text')
  role?: string;

  @QueryParameter('text')
  operation?: string;

  @QueryParameter('an HTTP status', (text) => (/^\d{1,3}$/.test(text) ? text : undefined))
  status?: string;

  @QueryParameter('an RFC 3339 time like 2026-09-01T08:00:00Z', (text) =>
    formats['date-time'].matches(text) && parseInstant(text) !== undefined ? text : undefined,
  )
  since?: string;
}

/** Query of a wait. It accepts the parameters of a page too, and ignores them. */
export class WaitQuery extends ExchangesQuery {
  @QueryParameter(`seconds from 0 to ${MAX_TIMEOUT_S}`, (text) =>
    /^\d+(\.\d+)?$/.test(text) && Number(text) <= MAX_TIMEOUT_S ? Number(text) : undefined,
  )
  timeout?: number;
}

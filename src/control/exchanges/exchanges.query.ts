import { parseInstant } from '../../platform/time/time.js';
import { formats } from '../../platform/validation/formats.js';
import { PageQuery } from '../http/paging.js';
import { QueryParameter } from '../http/query-parameters.js';

const MAX_TIMEOUT_S = 120;
/** Seconds that a request waits, if it does not say how many. */
export const DEFAULT_TIMEOUT_S = 30;
const MAX_SEARCH = 200;
const directions = ['inbound', 'outbound'] as const;

/** Query of the journal: a page, and filters on the exchanges. */
export class ExchangesQuery extends PageQuery {
  @QueryParameter(
    {
      description: 'inbound: requests to the sandbox; outbound: requests of the sandbox',
      schema: { type: 'string', enum: [...directions] },
    },
    directions.join(' or '),
    (text) => directions.find((direction) => direction === text),
  )
  direction?: (typeof directions)[number];

  @QueryParameter(
    {
      description: 'Role of the sandbox that took part',
      schema: { type: 'string', example: '{{role}}' },
    },
    'text',
  )
  role?: string;

  @QueryParameter(
    { description: 'Name of the operation', schema: { type: 'string', example: '{{operation}}' } },
    'text',
  )
  operation?: string;

  @QueryParameter(
    {
      description: 'HTTP status; 0: no response',
      schema: { type: 'integer', minimum: 0, maximum: 999, example: 202 },
    },
    'an HTTP status',
    (text) => (/^\d{1,3}$/.test(text) ? text : undefined),
  )
  status?: string;

  @QueryParameter(
    {
      description: 'Earliest time, in real time',
      schema: { type: 'string', format: 'date-time', example: '2026-09-01T08:00:00Z' },
    },
    'an RFC 3339 time like 2026-09-01T08:00:00Z',
    (text) =>
      formats['date-time'].matches(text) && parseInstant(text) !== undefined ? text : undefined,
  )
  since?: string;

  @QueryParameter(
    {
      description:
        'Words that occur in the path, the messages, the findings or the names of the exchange, in letters of any case: an id, an order number, a product',
      schema: { type: 'string', minLength: 1, maxLength: MAX_SEARCH, example: '9789000000017' },
    },
    `1 to ${MAX_SEARCH} characters`,
    (text) => (text.trim() !== '' && text.length <= MAX_SEARCH ? text : undefined),
  )
  q?: string;
}

/** Query of a wait. It accepts the parameters of a page too, and ignores them. */
export class WaitQuery extends ExchangesQuery {
  @QueryParameter(
    {
      description: 'Seconds to wait',
      schema: {
        type: 'number',
        minimum: 0,
        maximum: MAX_TIMEOUT_S,
        default: DEFAULT_TIMEOUT_S,
        example: 5,
      },
    },
    `seconds from 0 to ${MAX_TIMEOUT_S}`,
    (text) =>
      /^\d+(\.\d+)?$/.test(text) && Number(text) <= MAX_TIMEOUT_S ? Number(text) : undefined,
  )
  timeout?: number;
}

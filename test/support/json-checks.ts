import { checkOutboundExchange } from '../../src/conformance/recorder/check-exchange.js';
import type { Operation } from '../../src/platform/api/operation.js';
import { Exchange } from '../../src/platform/journal/exchange.js';
import { violated } from './checks.js';

/** A JSON body with a byte order mark and a name twice. */
export const FAULTY_JSON = '\uFEFF{"message":"a","message":"b"}';

/** Numbers of the requirements of an operation that a partner's response with status 400 violates. */
export function violatedByResponse(operation: Operation, body: string): string[] {
  const exchange = new Exchange('outbound', 'partner', operation.method, operation.path);
  exchange.finish(400, { headers: {}, body });
  const results = checkOutboundExchange(exchange, operation, {});
  return violated(results).map((text) => text.split(' ')[0] ?? '');
}

import { differencesOf } from '../match.js';
import type { Exchange } from '../types.js';
import type { Deliveries } from '../workspace/deliveries.js';
import type { ExchangeFilter, Exchanges } from '../workspace/exchanges.js';
import { undeliveredLines } from './delivery-text.js';
import { exchangeDetails, exchangeLine, indent, TOKEN_REFUSAL } from './exchange-text.js';

/** Exchanges that a list has. */
const MAX_LISTED = 20;

/** Part of a workspace that explains why no exchange matches. */
interface Traffic {
  exchanges: Exchanges;
  deliveries: Deliveries;
  tokenRefusals(): Promise<Exchange[]>;
}

/** Texts of values. */
export interface ValueTexts {
  printExpected(value: unknown): string;
  printReceived(value: unknown): string;
}

/** The exchanges that a filter does not match, with their differences, and what did not come. */
export async function candidateLines(
  workspace: Traffic,
  { operation, direction, peer, since, q: _, ...match }: ExchangeFilter,
  texts: ValueTexts,
): Promise<string[]> {
  const { exchanges, deliveries } = workspace;
  const all = await exchanges.list({
    ...(direction && { direction }),
    ...(peer && { peer }),
    ...(since !== undefined && { since }),
  });
  const own = all.filter((one) => operation === undefined || one.operation === operation);
  const others = all.filter((one) => !own.includes(one));
  const refusals = direction === 'outbound' ? [] : await workspace.tokenRefusals();
  const verb = direction === 'outbound' ? 'sent' : 'received';
  const differences = (exchange: Exchange) =>
    differencesOf(match, exchange).map(
      ({ place, expected, received }) =>
        `${place}: expected ${texts.printExpected(expected)}, received ${texts.printReceived(received)}`,
    );
  return [
    ...(all.length === 0 ? [`The workspace has ${verb} no request.`] : []),
    ...section(operation === undefined ? 'Requests' : `Requests of ${operation}`, own, (one) => [
      ...differences(one),
      ...exchangeDetails(one),
    ]),
    ...section('Other requests', others, exchangeDetails),
    ...section(`Requests ${TOKEN_REFUSAL}`, refusals, exchangeDetails),
    ...(await undeliveredLines(deliveries)),
  ];
}

/** Lines of exchanges, with details below each. */
export function listOf(
  exchanges: readonly Exchange[],
  details: (exchange: Exchange) => string[],
): string[] {
  const lines = exchanges
    .slice(0, MAX_LISTED)
    .flatMap((one) => [...indent([exchangeLine(one)], 2), ...indent(details(one), 4)]);
  const more = exchanges.length - MAX_LISTED;
  return more > 0 ? [...lines, `  … and ${more} more`] : lines;
}

function section(
  title: string,
  exchanges: readonly Exchange[],
  details: (exchange: Exchange) => string[],
): string[] {
  if (exchanges.length === 0) return [];
  return [`${title}, the newest first:`, ...listOf(exchanges, details)];
}

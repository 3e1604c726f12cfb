import type { Exchange } from '../api/types.js';

export interface Filters {
  role?: string;
  operation?: string;
  direction?: string;
  /** A status like 202, or a class like 4xx. */
  status?: string;
  /** State of an outgoing message. */
  state?: string;
  /** Verdict, level and API of a requirement. */
  verdict?: string;
  level?: string;
  api?: string;
  findings?: boolean;
  search?: string;
}

/** Text of an exchange in lower case, made when a search needs it first. */
const texts = new WeakMap<Exchange, string>();

function textOf(exchange: Exchange): string {
  const known = texts.get(exchange);
  if (known !== undefined) return known;
  const { id, method, path, operation, reason, request, response, findings } = exchange;
  const parts = [id, method, path, operation, reason, request.body, response.body, findings];
  const text = parts
    .map((part) => (typeof part === 'string' ? part : JSON.stringify(part ?? '')))
    .join('\n')
    .toLowerCase();
  texts.set(exchange, text);
  return text;
}

function matchesStatus(status: number, wanted: string): boolean {
  return wanted.endsWith('xx')
    ? Math.floor(status / 100) === Number(wanted[0])
    : String(status) === wanted;
}

/** The exchanges that match all filters. Every word of a search must occur. */
export function filtered(exchanges: readonly Exchange[], filters: Filters): readonly Exchange[] {
  const { role, operation, direction, status, findings, search = '' } = filters;
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (!role && !operation && !direction && !status && !findings && words.length === 0)
    return exchanges;
  return exchanges.filter(
    (one) =>
      (!role || one.role === role) &&
      (!operation || one.operation === operation) &&
      (!direction || one.direction === direction) &&
      (!status || matchesStatus(one.status, status)) &&
      (!findings || one.findings.length > 0) &&
      words.every((word) => textOf(one).includes(word)),
  );
}

/** Values that a filter offers: those in the list, and the chosen one. */
export function choicesOf(
  exchanges: readonly Exchange[],
  valueOf: (exchange: Exchange) => string | null,
  chosen = '',
): string[] {
  const values = new Set(exchanges.map(valueOf));
  if (chosen !== '') values.add(chosen);
  return [...values]
    .filter((value) => value !== null)
    .toSorted((one, other) => (one < other ? -1 : 1));
}

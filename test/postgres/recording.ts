import { COLLECTIONS } from '../support/full-workspace.js';
import type { PartnerServer, ReceivedRequest } from '../support/partner-server.js';
import type { ProxiedAnswer } from '../support/round-robin-proxy.js';

const UNIQUE = [
  /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi,
  /\bSO-[0-9A-F]{12}\b/g,
  /\b(?:\d{4}-\d\d-\d\d[TZ]|\d{8}T?)[\d:.]{6,}Z?(?=\D)/g,
];

/** Time at which the script freezes the clocks: times of this day are compared. */
export const DAY = '2026-09-01';

/** Replaces what differs between two runs of one script by names in the order of their occurrence. */
export class StableNames {
  private readonly names = new Map<string, string>();

  constructor(private readonly addresses: Record<string, string>) {}

  of(text: string): string {
    let result = text
      .replaceAll(/127\.0\.0\.1:(\d+)/g, (address) => this.addresses[address] ?? '<replica>')
      .replaceAll(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g, '<token>')
      .replaceAll(/TGT-\d+-[A-Za-z0-9]+/g, '<ticket>')
      .replaceAll(/[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT/g, '<date>')
      .replaceAll(/"nextCursor":"\w+"/g, '"nextCursor":"<cursor>"')
      // A message that is due now may be sent before the clock is advanced, or by that.
      .replaceAll(/"delivered":\d+/g, '"delivered":0')
      .replaceAll(/"\d+ ms"/g, '"<time>"')
      .replaceAll(/"(durationMs|clockDifferenceMs)":\s?-?\d+(\.\d+)?/g, '"$1":0');
    for (const pattern of UNIQUE)
      result = result.replaceAll(pattern, (value) =>
        value.startsWith(DAY) ? value : this.nameOf(value),
      );
    return result;
  }

  private nameOf(value: string): string {
    const time = /^\d{4}-?\d\d-?\d\d/.test(value) && !/[a-f]/i.test(value.replace('T', ''));
    if (time) return '<time>';
    let name = this.names.get(value);
    if (name === undefined) this.names.set(value, (name = `<id ${this.names.size + 1}>`));
    return name;
  }
}

/** An answer or a request whose values have stable names. */
export interface Recorded {
  request: string;
  status?: number;
  headers: Record<string, unknown>;
  body: unknown;
}

/** Headers of a connection, which is that of a replica when it forwards a request. */
const CONNECTION_HEADERS = ['connection', 'keep-alive'];
const IGNORED = new Set([...CONNECTION_HEADERS, 'date', 'last-modified', 'etag']);

function headersOf(names: StableNames, headers: Record<string, unknown>): Record<string, unknown> {
  const found = Object.entries(headers)
    .filter(([name]) => !IGNORED.has(name))
    .map(([name, value]): [string, unknown] => {
      // The length depends on the names that were replaced.
      if (name === 'content-length') return [name, value === '0' ? '0' : '<length>'];
      return [name, names.of(String(value))];
    });
  return Object.fromEntries(found.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/**
 * Fields whose value is another in each run: the length depends on the names that were replaced, and the passes of several
 * parties that a report adds at once have no order among themselves.
 */
const VARIABLE = new Map([
  ['content-length', '<length>'],
  ['first', '<exchange>'],
  ['last', '<exchange>'],
]);

function bodyOf(names: StableNames, body: string | Buffer, type = 'text'): unknown {
  const isText = /json|xml|text|html|urlencoded/.test(type);
  if (!isText) return '<binary>';
  const text = names.of(String(body));
  try {
    return JSON.parse(text, (name, value: unknown) =>
      CONNECTION_HEADERS.includes(name) ? undefined : (VARIABLE.get(name) ?? value),
    ) as unknown;
  } catch {
    return text;
  }
}

/** The answers of a run with stable names. */
export function recordedAnswers(names: StableNames, answers: ProxiedAnswer[]): Recorded[] {
  return answers.map(({ request, status, headers, body }) => ({
    request: names.of(`${request} `).trim(),
    status,
    headers: headersOf(names, headers),
    body: bodyOf(names, body, headers['content-type']),
  }));
}

/** The requests that a partner received in a run, with stable names. */
export function recordedRequests(names: StableNames, { requests }: PartnerServer): Recorded[] {
  return requests.map(({ method, path, headers, text }: ReceivedRequest) => ({
    request: names.of(`${method} ${path} `).trim(),
    headers: headersOf(names, headers),
    body: bodyOf(names, text, headers['content-type']),
  }));
}

/** Control API paths of all that a workspace has. */
export const READ_PATHS = [
  ...COLLECTIONS.map((name) => `state/${name}?limit=500`),
  'deliveries?limit=500',
  'faults',
  'scenarios',
  'settings',
  'clients',
  'clock',
  'partners/bestelomgeving',
  'snapshots',
  'exchanges?limit=500',
  'conformance',
];

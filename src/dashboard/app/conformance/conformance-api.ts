import { assertDone, client, dataOf } from '../api/client.js';
import { download } from '../components/download.js';
import type { ConformanceReport, ExchangePart } from '../api/types.js';

const PATH = '/_sandbox/workspaces/{ws}/conformance';

/** Formats of the report, with the endings of their files. */
export const FORMATS = {
  json: 'json',
  junit: 'junit.xml',
  html: 'html',
  markdown: 'md',
  badge: 'svg',
} as const;
export type Format = keyof typeof FORMATS;

/** An exchange in a report. It stays when the journal removes it. */
export interface Evidence {
  direction: string;
  method: string;
  path: string;
  status: number;
  request: ExchangePart;
  response: ExchangePart;
}

const queryOf = (party: string | undefined) => (party === undefined ? {} : { party });

/** The report on a party, or on every party. */
export async function getReport(ws: string, party?: string): Promise<ConformanceReport> {
  const answer = await client.GET(PATH, {
    params: { path: { ws }, query: { format: 'json', ...queryOf(party) } },
  });
  return dataOf(answer) as ConformanceReport;
}

/** Saves the report as a file. A link could not send the token. */
export async function downloadReport(
  ws: string,
  format: Format,
  party: string | undefined,
): Promise<void> {
  const answer = await client.GET(PATH, {
    params: { path: { ws }, query: { format, ...queryOf(party) } },
    parseAs: 'blob',
  });
  download(dataOf(answer), `conformance.${FORMATS[format]}`);
}

export async function clearResults(ws: string): Promise<void> {
  assertDone(await client.DELETE(PATH, { params: { path: { ws } } }));
}

/** Undefined: the report does not have the exchange. */
export function evidenceIn(report: ConformanceReport, id: string): Evidence | undefined {
  return new Map(Object.entries(report.exchanges)).get(id) as Evidence | undefined;
}

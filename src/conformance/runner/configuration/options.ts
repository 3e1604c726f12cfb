import type { ConformanceReport } from '../../reports/report.js';

/** With which a client gets its tokens. */
export interface Credentials {
  clientId: string;
  clientSecret: string;
  scope?: string | undefined;
  audience?: string | undefined;
}

/** A call that makes the partner act, so that nobody has to do it by hand. */
export interface PartnerAction {
  method?: string;
  url: string;
  headers?: Record<string, string>;
  body?: unknown;
}

/** Address at which the runner receives requests of the partner. */
export interface ListenAddress {
  host: string;
  port: number;
  /** Base URL under which the partner reaches it; absent: `http://<host>:<port>`. */
  url?: string;
}

/** Options of a run. */
export interface RunOptions {
  /** The role of the partner's server. */
  role: string;
  /**
   * Base URL of every API without one of its own, to which the paths of the specification are
   * appended; without a trailing slash.
   */
  target: string;
  /** Base URLs of single APIs, by the name of the API. */
  targets?: Readonly<Record<string, string>>;
  /** Names of the APIs that the partner offers; absent: those of which an operation answers. */
  apis?: readonly string[];
  tokenUrl: string;
  client: Credentials;
  /** Clients of other kinds, by kind: `buyer`, `seller`, `entitlor`, `noscope` … */
  clients: Readonly<Record<string, Credentials>>;
  /** Data that the partner knows: products, contracts, schools, titles … */
  data: Readonly<Record<string, unknown>>;
  /** By operation: how the partner is made to call it. */
  act: Readonly<Record<string, PartnerAction>>;
  listen: ListenAddress;
  callback: { clientId: string; clientSecret: string };
  reportDir: string;
  /** Ids of requirements, or their beginnings, that are of interest; empty: all. */
  only: readonly string[];
  timeoutMs: number;
  /** A file of failures that are expected; undefined: none are. */
  baseline: string | undefined;
  /** Share of the testable requirements that must be tested, in percent; absent: none. */
  minCoverage?: number | undefined;
}

/** The base URL of an API. */
export function targetOf({ target, targets }: RunOptions, api: string): string {
  return targets?.[api] ?? target;
}

/** The base URL under which the partner reaches the runner. */
export function callbackUrlOf({ listen: { host, port, url } }: Pick<RunOptions, 'listen'>): string {
  return url ?? `http://${host}:${port}`;
}

/** The configuration does not let anything be tested: the text says what to do. */
export class ConfigurationError extends Error {
  constructor(
    message: string,
    /** The report without results, if the run had begun. */
    readonly report?: ConformanceReport,
  ) {
    super(message);
  }
}

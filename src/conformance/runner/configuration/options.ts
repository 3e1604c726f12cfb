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

/** Options of a run. */
export interface RunOptions {
  /** The role of the partner's server. */
  role: string;
  /** Base URL, to which the paths of the specification are appended; without a trailing slash. */
  target: string;
  tokenUrl: string;
  client: Credentials;
  /** Clients of other kinds, by kind: `buyer`, `seller`, `entitlor`, `noscope` … */
  clients: Readonly<Record<string, Credentials>>;
  /** Data that the partner knows: products, contracts, schools, titles … */
  data: Readonly<Record<string, unknown>>;
  /** By operation: how the partner is made to call it. */
  act: Readonly<Record<string, PartnerAction>>;
  listen: { host: string; port: number };
  callback: { clientId: string; clientSecret: string };
  reportDir: string;
  /** Ids of the requirements that are of interest; empty: all. */
  only: readonly string[];
  timeoutMs: number;
  /** A file of failures that are expected; undefined: none are. */
  baseline: string | undefined;
}

/** The configuration does not let anything be tested: the text says what to do. */
export class ConfigurationError extends Error {}

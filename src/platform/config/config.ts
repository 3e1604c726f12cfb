import type { RuleValues } from './rules.js';

/** Behaviour of our side toward the partners of a workspace. Durations are ISO 8601. */
export interface Settings {
  decide: 'auto' | 'manual';
  confirmAfter: string;
  processAfter: string;
  retryPauses: string[];
}

/** Settings from the environment, validated at start. */
export interface Config {
  host: string;
  /** 0: any free port. */
  port: number;
  databaseUrl: string;
  /** Without a trailing slash; undefined: taken from each request. */
  publicUrl: string | undefined;
  /** Address of this process for the others that share its database, without a trailing slash; undefined: that at which it listens. */
  instanceUrl: string | undefined;
  roles: string[];
  /** The one role that the root plays; undefined: each path there is answered by its provider. */
  rootRole: string | undefined;
  /** Token of the control API; undefined: it needs none. */
  sandboxToken: string | undefined;
  /** Header value that identifies calls of our own roles. All processes that share a database have the same one. */
  ownCallSecret: string;
  /** Key from which the secrets of the demo clients are derived; undefined: they have the documented secrets. */
  demoSecretKey: string | undefined;
  /** True: the demo clients keep the documented secrets, also when other machines can reach the server. */
  defaultDemoSecrets: boolean;
  /** A file of what every workspace begins with besides; undefined: none. */
  seedFile: string | undefined;
  /** True: the paths of older platforms are served. */
  legacy: boolean;
  /** Origins of pages that may call the partner APIs; `*`: all of them. */
  corsOrigins: readonly string[];
  /** Maximum number of waiting outbox messages of a workspace. */
  maxWaiting: number;
  /** Host names, with or without port, that browsers may use for our own pages beside loopback and PUBLIC_URL. */
  allowedHosts: readonly string[];
  /** Addresses, CIDRs and host names that outgoing calls may reach although they are not public; `*`: all. */
  privateTargets: readonly string[];
  settings: Omit<Settings, 'decide'>;
  rules: RuleValues;
  logLevel: string;
  /** `pretty`: for a reader, with a line for each exchange. `json`: for a program. */
  logFormat: LogFormat;
}

/** Forms of the lines of the log. */
export const LOG_FORMATS = ['pretty', 'json'] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];

/** Injection token of the `Config`. */
export const CONFIG = Symbol('config');

/** Settings of a sandbox that `startKetenlab` starts. All are optional. */
export interface KetenlabOptions {
  /** Port on 127.0.0.1. Default: 0, any free port. */
  port?: number;
  /** `sqlite::memory:` (default), `sqlite:<path>`, or `postgres://user:password@host:port/database`. */
  databaseUrl?: string;
  /** Roles to serve, for example `['ordersysteem']`. Default: all. */
  roles?: readonly string[];
  /** Rules on which the sources disagree, by their names, for example `{ EDITX_SCHEMA: 'lenient' }`. */
  rules?: Readonly<Record<string, string>>;
  /** YAML or JSON file that is added to the seed of every workspace. */
  seedFile?: string;
  /** Lines of the server on stdout, from this level. Default: `silent`. */
  logLevel?: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** Further environment variables of the server, for example `{ CONFIRM_AFTER: 'PT0S' }`. */
  env?: Readonly<Record<string, string>>;
}

/** The environment variables of a server. It does not read the variables of this process. */
export function environmentOf(options: KetenlabOptions): Record<string, string> {
  const { port = 0, databaseUrl = 'sqlite::memory:', logLevel = 'silent' } = options;
  const { roles, rules = {}, seedFile, env } = options;
  return {
    HOST: '127.0.0.1',
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: logLevel,
    ...(roles && { ROLES: roles.join(',') }),
    ...(seedFile !== undefined && { SEED_FILE: seedFile }),
    ...ruleVariables(rules),
    ...env,
  };
}

/** The environment variables of rules. */
export function ruleVariables(rules: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(rules).map(([name, value]) => [`RULES_${name}`, value]));
}

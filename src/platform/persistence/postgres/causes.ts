/** Causes by the code of an error of PostgreSQL or of the network, or by its beginning. */
const CAUSES: readonly [code: string, because: string][] = [
  ['08', 'the connection to PostgreSQL was lost; check the server and the network'],
  ['57P', 'PostgreSQL is stopping or starting; wait for it, or start it'],
  ['53300', 'PostgreSQL has too many connections; raise max_connections, or end some'],
  ['53100', 'the disk of PostgreSQL is full; free some space'],
  ['53', 'PostgreSQL has not enough memory or disk space; free some'],
  ['25006', 'PostgreSQL allows only reads; use the address of its primary server'],
  ['25P03', 'PostgreSQL ended a transaction that took too long; check the load of the server'],
  ['25P04', 'PostgreSQL ended a transaction that took too long; check the load of the server'],
  ['28P01', 'the user or the password is wrong; correct them'],
  ['28', 'PostgreSQL does not allow this user from this machine; correct pg_hba.conf'],
  ['3D000', 'the database does not exist; create it'],
  ['3F000', 'the schema does not exist; create it'],
  ['42501', 'this user has not the rights to create and use the tables; grant them'],
  ['58', 'PostgreSQL reports an error of its system; check its log'],
  ['XX00', 'PostgreSQL reports damaged data; check its log'],
  [
    'ECONNREFUSED',
    'no PostgreSQL server answers at this address; start it, or correct the address',
  ],
  ['ENOENT', 'no PostgreSQL server answers at this address; start it, or correct the address'],
  ['ENOTFOUND', 'the name of the host is unknown; correct it'],
  ['EAI_AGAIN', 'the name of the host cannot be looked up; check the network'],
  ['EHOSTUNREACH', 'the host cannot be reached; check the network'],
  ['ENETUNREACH', 'the host cannot be reached; check the network'],
  ['ETIMEDOUT', 'the host does not answer; check the network'],
  ['ECONNRESET', 'the connection to PostgreSQL was lost; check the server and the network'],
  ['EPIPE', 'the connection to PostgreSQL was lost; check the server and the network'],
];

/** Errors of the `pg` package, which have no code, by their text. */
const NO_ANSWER = 'PostgreSQL does not answer, or is too busy; check the server and the network';
const TIMEOUT =
  /^Query read timeout|^Connection terminated due to connection timeout|^timeout expired|^timeout exceeded/;
const TEXTS: readonly [text: RegExp, because: string][] = [
  [TIMEOUT, NO_ANSWER],
  [
    /^Connection terminated|connection error and is not queryable|^Client was closed/,
    'the connection to PostgreSQL was lost; check the server and the network',
  ],
  [/does not support SSL/, 'the server has no encryption; enable it there, or set sslmode=disable'],
];

/** True: the server did not answer in time. */
export function isTimeout(error: unknown): boolean {
  return error instanceof Error && TIMEOUT.test(error.message);
}

/** Code of an error of PostgreSQL or of the network. */
export function errorCode(error: unknown): string {
  const { code = '' } = error as { code?: string };
  return code;
}

/** Why PostgreSQL cannot be used, if that is the cause of an error; otherwise undefined. */
export function postgresCause(error: unknown): string | undefined {
  const code = errorCode(error);
  const [, because] = CAUSES.find(([start]) => code.startsWith(start)) ?? [];
  if (because !== undefined) return because;
  const message = error instanceof Error ? error.message : '';
  return TEXTS.find(([text]) => text.test(message))?.[1];
}

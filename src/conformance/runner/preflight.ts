import { realNow } from '../../platform/time/time.js';
import type { Operation } from '../../platform/api/operation.js';
import type { Exchange } from '../../platform/journal/exchange.js';
import type { PreflightCheck } from '../reports/report.js';
import type { ConformanceSession } from './conformance-session.js';
import { describeResponse } from './test-context.js';

/**
 * Largest clock difference that is accepted. With a larger one, valid tokens and timestamps look
 * invalid.
 */
const MAX_CLOCK_SKEW_MS = 5 * 60_000;
const READINESS_TIMEOUT_MS = 2_000;

/**
 * Result of the preflight. It is about the configuration, not about the partner's implementation.
 */
export interface PreflightResult {
  checks: PreflightCheck[];
  /** The reason why the partner cannot be tested, and what to do about it. */
  fault?: string;
}

/** Checks, in this order, if the partner's server can be tested. Stops at the first fault. */
export async function preflight(
  session: ConformanceSession,
  operation: Operation,
): Promise<PreflightResult> {
  const checks: PreflightCheck[] = [];
  const steps = [checkTarget, checkListener, checkToken, checkOperation];
  for (const step of steps) {
    const fault = await step(session, operation, checks);
    if (fault !== undefined) return { checks, fault };
  }
  return { checks };
}

async function checkTarget(
  session: ConformanceSession,
  operation: Operation,
  checks: PreflightCheck[],
): Promise<string | undefined> {
  const { target } = session.options;
  const call = {
    operation,
    method: 'GET',
    path: '',
    authorization: null,
    preflight: true,
  } as const;
  const exchange = await session.call(call);
  const ok = exchange.status > 0;
  checks.push({ name: 'target answers', ok, said: `${target}: ${describeResponse(exchange)}` });
  if (!ok) return describeUnreachable(target, exchange);
  const skew = clockSkewOf(exchange);
  checks.push({
    name: 'clock of the target is right',
    ok: skew <= MAX_CLOCK_SKEW_MS,
    said: `differs by ${skew} ms from the clock of the runner`,
  });
  return undefined;
}

async function checkListener(
  { options: { listen } }: ConformanceSession,
  _operation: Operation,
  checks: PreflightCheck[],
): Promise<undefined> {
  const url = `http://${listen.host}:${listen.port}`;
  checks.push({ name: 'runner can receive requests', ok: await isReady(url), said: url });
}

async function checkToken(
  session: ConformanceSession,
  operation: Operation,
  checks: PreflightCheck[],
): Promise<string | undefined> {
  const problem = await tokenProblem(session, operation);
  const ok = problem === undefined;
  checks.push({ name: 'token is issued', ok, said: problem ?? session.options.tokenUrl });
  return ok
    ? undefined
    : `no token: ${problem}; check --token-url, --client-id and --client-secret`;
}

/** Calls one operation, to check that its path exists and that the token is accepted. */
async function checkOperation(
  session: ConformanceSession,
  operation: Operation,
  checks: PreflightCheck[],
): Promise<string | undefined> {
  const { target, tokenUrl } = session.options;
  const path = withParameters(operation.path);
  const body = operation.body && { body: {} };
  const call = { operation, path, ...body, probe: true };
  const exchange = await session.call(call);
  const said = `${operation.method} ${target}${path} answered ${describeResponse(exchange)}`;
  // An operation without a body may answer 404 because the resource does not exist.
  const isFound = ![404, 405].includes(exchange.status) || !operation.body;
  checks.push({ name: 'paths are below the target', ok: isFound, said });
  if (!isFound)
    return `${said}: --target must be the base URL to which ${operation.path} is appended`;
  // A server that requires a Date header refuses the calls, and not the token.
  const headers = { date: new Date(realNow()).toUTCString() };
  const isAuthorized =
    ![401, 403].includes(exchange.status) ||
    ![401, 403].includes((await session.call({ ...call, headers })).status);
  checks.push({ name: 'token is accepted', ok: isAuthorized, said });
  return isAuthorized
    ? undefined
    : `${said}, with a token of ${tokenUrl}: check --scope, ` +
        '--audience and the rights of the client';
}

async function isReady(origin: string): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(READINESS_TIMEOUT_MS);
    return (await fetch(`${origin}/readyz`, { signal })).ok;
  } catch {
    return false;
  }
}

async function tokenProblem(
  session: ConformanceSession,
  operation: Operation,
): Promise<string | undefined> {
  try {
    await session.tokens.get(undefined, operation);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/**
 * Clock difference in milliseconds by the Date header, which has whole seconds; 0 without the
 * header.
 */
function clockSkewOf({ response }: Exchange): number {
  const date = Date.parse(String(response.headers['date'] ?? ''));
  return Number.isNaN(date) ? 0 : Math.max(0, Math.abs(realNow() - date) - 1000);
}

function describeUnreachable(target: string, { response: { body } }: Exchange): string {
  return `${target} does not answer (${body}): ${connectionHint(body)}`;
}

function connectionHint(reason: string): string {
  if (/EPROTO|SSL|WRONG_VERSION/.test(reason))
    return 'the server does not use TLS on this port; try a URL that starts with http:';
  if (/CERT|SELF_SIGNED|ALTNAME|UNABLE_TO/.test(reason))
    return 'its certificate is not trusted; give the file of its CA in NODE_EXTRA_CA_CERTS';
  return 'check that the server runs and that the URL is right';
}

function withParameters(path: string): string {
  return path.replaceAll(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000');
}

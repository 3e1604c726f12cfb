import {
  clockDifferenceMs,
  MAX_CLOCK_DIFFERENCE_MS,
} from '../../../platform/network/clock-difference.js';
import { connectionHint } from '../../../platform/network/connection-hint.js';
import { realNow } from '../../../platform/time/time.js';
import type { Api, Operation } from '../../../platform/api/operation.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import type { PreflightCheck } from '../../reports/report.js';
import { audienceOf } from '../partner/access-tokens.js';
import { callbackUrlOf, targetOf } from '../configuration/options.js';
import { callsRunner } from './calls-runner.js';
import type { ConformanceSession } from '../conformance-session.js';
import { callOf, isSameResponse, probe, type Probe } from './probe.js';
import { describeResponse, runConcurrently } from '../test-context.js';

const READINESS_TIMEOUT_MS = 2_000;
const CONCURRENT_PROBES = 6;
const UNAUTHORIZED = [401, 403];
/** Statuses of a call that may be refused before its content is read. */
const REFUSED = [400, ...UNAUTHORIZED];

/**
 * Result of the preflight. It is about the configuration, not about the partner's implementation.
 */
export interface PreflightResult {
  checks: PreflightCheck[];
  /** The reason why the partner cannot be tested, and what to do about it. */
  fault?: string;
  /** Operations that the partner does not have, with its responses. */
  missing: readonly Probe[];
  /** APIs of which the partner has no operation, with the reason in words. */
  absentApis: ReadonlyMap<Api, string>;
}

interface State {
  session: ConformanceSession;
  /** Operations that the run uses. */
  operations: readonly Operation[];
  checks: PreflightCheck[];
  missing: Probe[];
  absentApis: Map<Api, string>;
}

/** Checks, in this order, if the partner's server can be tested. Stops at the first fault. */
export async function preflight(
  session: ConformanceSession,
  operations: readonly Operation[],
): Promise<PreflightResult> {
  const state: State = { session, operations, checks: [], missing: [], absentApis: new Map() };
  const { checks, missing, absentApis } = state;
  for (const step of [checkTargets, checkListener, checkTokens, checkOperations, checkAccess]) {
    const fault = await step(state);
    if (fault !== undefined) return { checks, missing, absentApis, fault };
  }
  return { checks, missing, absentApis };
}

async function checkTargets({ session, operations, checks }: State): Promise<string | undefined> {
  const byTarget = new Map(operations.map((one) => [targetOf(session.options, one.api.name), one]));
  for (const [target, operation] of byTarget) {
    const call = { operation, method: 'GET', path: '', authorization: null, preflight: true };
    const exchange = await session.call(call as Parameters<typeof session.call>[0]);
    const ok = exchange.status > 0;
    const said = ok ? target : `${target}: ${describeResponse(exchange)}`;
    checks.push({ name: 'target answers', ok, said });
    if (!ok) return describeUnreachable(target, exchange);
    const skew = clockSkewOf(exchange);
    checks.push({
      name: 'clock of the target is right',
      ok: skew <= MAX_CLOCK_DIFFERENCE_MS,
      said: `differs by ${skew} ms from the clock of the runner`,
    });
  }
  return undefined;
}

async function checkListener({
  session: { options },
  operations,
  checks,
}: State): Promise<undefined> {
  const apis = operations.map(({ api }) => api);
  if (!callsRunner(options.role, apis)) return;
  const url = callbackUrlOf(options);
  checks.push({ name: 'runner can receive requests', ok: await isReady(url), said: url });
}

/** Every configured client gets a token, so that no test is skipped because of a typing error. */
async function checkTokens({ session, operations, checks }: State): Promise<string | undefined> {
  const kinds = ['', ...Object.keys(session.options.clients)];
  const problems = await Promise.all(kinds.map((kind) => tokenProblem(session, operations, kind)));
  const problem = problems.find((one) => one !== undefined);
  const ok = problem === undefined;
  checks.push({ name: 'token is issued', ok, said: problem ?? session.options.tokenUrl });
  return problem;
}

/** The reason why a client gets no token for any of the operations, and what to check. */
async function tokenProblem(
  session: ConformanceSession,
  operations: readonly Operation[],
  kind: string,
): Promise<string | undefined> {
  const { clients, client, tokenUrl } = session.options;
  const byAudience = new Map(operations.map((operation) => [operation.audience, operation]));
  let problem = '';
  for (const operation of byAudience.values()) {
    try {
      await session.tokens.get(kind, operation);
      return undefined;
    } catch (error) {
      problem = (error as Error).message;
    }
  }
  const [operation] = operations;
  const audience = audienceOf(operation, clients[kind] ?? client, session.options);
  const names =
    kind === ''
      ? ['--token-url', '--client-id', '--client-secret']
      : [`--token-url ${tokenUrl}`, `clients.${kind}.clientId`, `clients.${kind}.clientSecret`];
  const last = operation?.audience === undefined ? '--scope' : `--audience, which was ${audience}`;
  return `no token: ${problem}; check ${names.join(', ')} and ${last}`;
}

/** Finds operations and whole APIs that the partner does not have. */
async function checkOperations(state: State): Promise<string | undefined> {
  const { session, operations, checks, missing, absentApis } = state;
  const probed = operations.filter(({ isPublic }) => !isPublic);
  const probes: Probe[] = [];
  await runConcurrently([...probed.keys()], CONCURRENT_PROBES, async (index) => {
    probes[index] = await probe(session, probed[index]!);
  });
  const absent = probes.filter(({ exists }) => !exists);
  const apis = [...new Set(operations.map(({ api }) => api))];
  const reasons: string[] = [];
  for (const api of apis) {
    const own = probes.filter(({ operation }) => operation.api === api);
    if (own.some(({ exists }) => exists)) continue;
    const reason = await describeAbsentApi(session, own);
    reasons.push(reason);
    // A chosen API is tested: each of its operations is missing.
    if (!session.options.apis) absentApis.set(api, reason);
  }
  missing.push(...absent.filter(({ operation }) => !absentApis.has(operation.api)));
  const isFound = reasons.length < apis.length;
  const said = reasons.join('; ') || `${probes.length - absent.length} operations exist`;
  checks.push({ name: 'paths are below the target', ok: isFound, said });
  return isFound ? undefined : said;
}

/** The reason why no operation of an API exists: the base URL is wrong, or the API is not there. */
async function describeAbsentApi(
  session: ConformanceSession,
  probes: readonly Probe[],
): Promise<string> {
  const { operation, exchange } = probes.find((one) => one.operation.body) ?? probes[0]!;
  const { api, path, method } = operation;
  const target = targetOf(session.options, api.name);
  const versioned = `${target}/v${api.major}`;
  const hint =
    api.major !== undefined &&
    (await probe(session, operation, { url: versioned + (callOf(operation).path ?? '') })).exists
      ? `; ${versioned} answers: use --target ${api.name}=${versioned}`
      : '';
  return (
    `${method} ${new URL(target).origin}${exchange.path} answered ${describeResponse(exchange)}: ` +
    `--target must be the base URL to which ${path} is appended${hint}`
  );
}

/** Calls one operation, to check that the token is accepted. */
async function checkAccess(state: State): Promise<string | undefined> {
  const { session, operations, checks, missing, absentApis } = state;
  const gone = new Set(missing.map((one) => one.operation));
  const operation = operations.find(
    (one) => !one.isPublic && !gone.has(one) && !absentApis.has(one.api),
  );
  if (!operation) return undefined;
  const exchange = await callWithDateIfNeeded(session, operation);
  const target = targetOf(session.options, operation.api.name);
  const said = `${operation.method} ${new URL(target).origin}${exchange.path} answered ${describeResponse(exchange)}`;
  const isAuthorized = !UNAUTHORIZED.includes(exchange.status);
  const accepted = `${said}, as it may to an empty message`;
  checks.push({
    name: 'token is accepted',
    ok: isAuthorized,
    said: isAuthorized ? accepted : said,
  });
  return isAuthorized
    ? undefined
    : `${said}, with a token of ${session.options.tokenUrl}: check --scope, ` +
        '--audience and the rights of the client';
}

/** Some servers refuse every call without a Date header: the run goes on with one. */
async function callWithDateIfNeeded(
  session: ConformanceSession,
  operation: Operation,
): Promise<Exchange> {
  const call = callOf(operation);
  const exchange = await session.call(call);
  if (!REFUSED.includes(exchange.status)) return exchange;
  session.sendsDate = true;
  const dated = await session.call(call);
  if (!UNAUTHORIZED.includes(dated.status) && !isSameResponse(dated, exchange)) return dated;
  session.sendsDate = false;
  return exchange;
}

async function isReady(origin: string): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(READINESS_TIMEOUT_MS);
    return (await fetch(`${origin}/readyz`, { signal })).ok;
  } catch {
    return false;
  }
}

/** Difference of the clocks in milliseconds; 0 without a `Date` header. */
function clockSkewOf({ response: { headers } }: Exchange): number {
  return Math.abs(clockDifferenceMs(headers['date'], realNow()) ?? 0);
}

function describeUnreachable(target: string, { response: { body } }: Exchange): string {
  return `${target} does not answer (${body}): ${connectionHint(body)}`;
}

import { realNow } from '../../platform/time/time.js';
import type { Operation } from '../../platform/api/operation.js';
import type { Exchange } from '../../platform/journal/exchange.js';
import type { PreflightCheck } from '../reports/report.js';
import type { ConformanceSession } from './conformance-session.js';
import { describeResponse } from './test-context.js';

/** Clocks that differ by more make tokens and times look wrong. */
const SKEW_MS = 5 * 60_000;
const PATIENCE_MS = 2_000;

/** What has to be right before anything is tested: nothing of it says anything of the implementation. */
export interface PreflightResult {
  checks: PreflightCheck[];
  /** Why nothing can be tested, and what to do; undefined: it can. */
  fault?: string;
}

/** Finds out whether the partner's server can be tested at all. */
export async function preflight(
  session: ConformanceSession,
  operation: Operation,
): Promise<PreflightResult> {
  const checks: PreflightCheck[] = [];
  const note = (name: string, ok: boolean, said: string): boolean => {
    checks.push({ name, ok, said });
    return ok;
  };
  const stop = (fault: string): PreflightResult => ({ checks, fault });
  const { target, tokenUrl, listen } = session.options;

  const base = await session.call({
    operation,
    method: 'GET',
    path: '',
    authorization: null,
    aside: true,
  });
  if (!note('the target answers', base.status > 0, `${target}: ${describeResponse(base)}`))
    return stop(unreachable(target, base));
  note('its clock is right', Math.abs(skewOf(base)) <= SKEW_MS, `${skewOf(base)} ms behind ours`);

  const ours = `http://${listen.host}:${listen.port}`;
  note('its calls can be received', await isUp(ours), ours);

  const token = await tokenOf(session, operation);
  if (!note('a token is given', token === undefined, token ?? tokenUrl))
    return stop(`no token: ${token}; see --token-url, --client-id, --client-secret`);

  const probe = await session.call({
    operation,
    path: filled(operation.path),
    ...(operation.body && { body: {} }),
    probe: true,
  });
  const said = `${operation.method} ${target}${filled(operation.path)} answered ${describeResponse(probe)}`;
  if (
    !note(
      'the paths are below the target',
      ![404, 405].includes(probe.status) || !operation.body,
      said,
    )
  )
    return stop(`${said}: --target is to be the base to which ${operation.path} is appended`);
  if (!note('the token is taken', ![401, 403].includes(probe.status), said))
    return stop(`${said}, with a token of ${tokenUrl}: see --scope, --audience and who may call`);
  return { checks };
}

/** Whether our own side answers. */
async function isUp(origin: string): Promise<boolean> {
  try {
    return (await fetch(`${origin}/readyz`, { signal: AbortSignal.timeout(PATIENCE_MS) })).ok;
  } catch {
    return false;
  }
}

async function tokenOf(
  session: ConformanceSession,
  operation: Operation,
): Promise<string | undefined> {
  try {
    await session.token(undefined, operation);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** In milliseconds, by the header Date, which counts seconds; 0 where there is none. */
function skewOf({ response }: Exchange): number {
  const date = Date.parse(String(response.headers['date'] ?? ''));
  return Number.isNaN(date) ? 0 : Math.max(0, Math.abs(realNow() - date) - 1000);
}

function unreachable(target: string, { response: { body } }: Exchange): string {
  return `${target} does not answer (${body}): ${hintOn(body)}`;
}

function hintOn(reason: string): string {
  if (/EPROTO|SSL|WRONG_VERSION/.test(reason))
    return 'it does not speak TLS there; is the URL to begin with http:?';
  if (/CERT|SELF_SIGNED|ALTNAME|UNABLE_TO/.test(reason))
    return 'its certificate is not trusted here; give its CA in NODE_EXTRA_CA_CERTS';
  return 'is it started, and is the URL right?';
}

/** The path with something in the place of its parameters. */
function filled(path: string): string {
  return path.replaceAll(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000');
}

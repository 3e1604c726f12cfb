import {
  clockDifferenceMs,
  MAX_CLOCK_DIFFERENCE_MS,
} from '../../platform/network/clock-difference.js';
import { connectionHint } from '../../platform/network/connection-hint.js';
import { answerStep } from './answer-step.js';
import type { ProbeCall, TokenCall } from './connection-calls.js';
import type { ConnectionStepView } from './connection-test.messages.js';

/** The steps of a test, from its calls: reach and clock for each server, token for each source, answer for each path. */
export function stepsOf(
  tokens: readonly TokenCall[],
  probes: readonly ProbeCall[],
): ConnectionStepView[] {
  const origins = [...new Set(probes.map(originOf))];
  const servers = origins.map((origin) => {
    const calls = probes.filter((probe) => originOf(probe) === origin);
    return { origin, call: calls.find(({ status }) => status > 0) ?? calls[0]! };
  });
  const reached = servers.flatMap(({ origin, call }) => (call.status > 0 ? [origin] : []));
  return [
    ...servers.map(({ origin, call }) => reachStep(origin, call)),
    ...(tokens.length > 0 ? distinct(tokens).map(tokenStep) : [noTokenStep]),
    ...probes.map((probe) => answerStep(probe, reached.includes(originOf(probe)))),
    ...servers.map(({ origin, call }) => clockStep(origin, call)),
  ];
}

/** Without calls that failed in the same way for another scope. */
function distinct(tokens: readonly TokenCall[]): TokenCall[] {
  return tokens.filter(
    ({ url, error }, index) =>
      error === undefined ||
      tokens.findIndex((one) => one.url === url && one.error === error) === index,
  );
}

const originOf = ({ url }: ProbeCall): string => new URL(url).origin;

const noTokenStep: ConnectionStepView = {
  name: 'token',
  result: 'skip',
  text: 'The partner has no tokenUrl, so messages carry no token.',
};

function reachStep(
  origin: string,
  { status, body, durationMs, exchange }: ProbeCall,
): ConnectionStepView {
  const common = { name: 'reach', url: origin, durationMs, ...(exchange && { exchange }) } as const;
  if (status === 0)
    return { ...common, result: 'fail', text: `No response (${body}): ${connectionHint(body)}.` };
  return { ...common, result: 'ok', status, text: 'The server answers.' };
}

const TOKEN_HINTS: readonly (readonly [error: RegExp, hint: string])[] = [
  [/invalid_scope/, 'check `scope`, and the scopes of the client at the partner'],
  [/unsupported_grant_type/, 'the token endpoint must allow the grant client_credentials'],
  [/ answered 3\d\d: /, 'set `tokenUrl` to the address to which it redirects'],
  [/ answered 40[45]: /, 'check the path in `tokenUrl`'],
  [
    /invalid_client| answered 401: /,
    'check `clientId`, `clientSecret` and `tokenAuth`; with private_key_jwt the partner needs the public keys of Ketenlab',
  ],
  [/ answered 2\d\d: /, 'check that `tokenUrl` is a token endpoint (RFC 6749)'],
  [/ answered 5\d\d: /, 'look at the log of the token server'],
  [/ answered 4\d\d: /, 'check `clientId`, `tokenAuth` and `scope`'],
];

function tokenStep({
  url,
  scope,
  durationMs,
  exchange,
  error,
  status,
}: TokenCall): ConnectionStepView {
  const common = {
    name: 'token',
    url,
    durationMs,
    ...(status !== undefined && { status }),
    ...(exchange !== undefined && { exchange }),
  } as const;
  const forScope = scope === '' ? '' : ` for the scope ${scope}`;
  if (error === undefined)
    return { ...common, result: 'ok', text: `The token endpoint issued a token${forScope}.` };
  const [, hint] = TOKEN_HINTS.find(([pattern]) => pattern.test(error)) ?? [];
  const text =
    status === undefined
      ? `No response (${error}): ${connectionHint(error)}.`
      : `${error}; ${hint}.`;
  return { ...common, result: 'fail', text };
}

function clockStep(
  origin: string,
  { status, headers, at, exchange }: ProbeCall,
): ConnectionStepView {
  const common = { name: 'clock', url: origin, ...(exchange && { exchange }) } as const;
  const difference = clockDifferenceMs(headers['date'], at);
  if (difference === undefined) {
    const text =
      status === 0
        ? 'There is no response with the time.'
        : 'The response has no valid Date header.';
    return { ...common, result: 'skip', text };
  }
  const seconds = Math.round(Math.abs(difference) / 1_000);
  const ahead = difference > 0 ? 'ahead of' : 'behind';
  const isRight = Math.abs(difference) <= MAX_CLOCK_DIFFERENCE_MS;
  const allowed = `allowed are ${MAX_CLOCK_DIFFERENCE_MS / 1_000} seconds`;
  const text = isRight
    ? 'The clocks agree.'
    : `The clock of the partner is ${seconds} seconds ${ahead} the clock of Ketenlab; ${allowed}. Valid tokens can ` +
      'look expired: synchronise both clocks (NTP).';
  return {
    ...common,
    result: isRight ? 'ok' : 'fail',
    text,
    clockDifferenceMs: difference,
  };
}

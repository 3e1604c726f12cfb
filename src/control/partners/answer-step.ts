import { connectionHint } from '../../platform/network/connection-hint.js';
import type { ProbeCall } from './connection-calls.js';
import type { ConnectionStepView } from './connection-test.messages.js';

type Explanation = Pick<ConnectionStepView, 'result' | 'text'>;

/** The step that explains the response at the path of an operation of a server, which was reached or not. */
export function answerStep(call: ProbeCall, isReached: boolean): ConnectionStepView {
  const { url, status, durationMs, exchange } = call;
  return {
    name: 'answer',
    url,
    ...(status > 0 && { status }),
    durationMs,
    ...(exchange !== undefined && { exchange }),
    ...(call.status > 0 ? explanationOf(call) : noResponse(call, isReached)),
  };
}

function noResponse({ body }: ProbeCall, isReached: boolean): Explanation {
  return isReached
    ? failed(`No response at this path (${body}): ${connectionHint(body)}.`)
    : { result: 'skip', text: 'There is no response: see the step reach.' };
}

function explanationOf(call: ProbeCall): Explanation {
  const { status, headers, needsToken, hasToken, isOwn } = call;
  if (status === 401 || status === 403) return refusedAccess(status, needsToken, hasToken);
  if (status === 404) return isOwn ? failed(NOT_SERVED) : { result: 'skip', text: NOT_FOUND };
  if (status >= 300 && status < 400)
    return failed(
      `It redirects to ${String(headers['location'] ?? 'nowhere')}, which Ketenlab does not follow: set the base URL to ` +
        'the final address.',
    );
  if (status >= 500 && status !== 501)
    return failed(`It answers ${status}: look at the log of the server.`);
  if (status < 300 && isHtml(call))
    return failed(
      'It answers with a web page: the base URL is probably the address of a website or a login page, not of the API.',
    );
  return passed(
    status < 300
      ? 'It answers at this path.'
      : `It answers ${status} to OPTIONS, as a server may that only accepts messages.`,
  );
}

const NOT_SERVED =
  'This server does not serve the role: add it to ROLES, or set the address of a partner.';

const NOT_FOUND =
  'It answers 404. Either the server does not answer OPTIONS, or the base URL is wrong: the path of the operation is ' +
  'appended to it, with no version added. Send a message to be sure.';

function refusedAccess(status: number, needsToken: boolean, hasToken: boolean): Explanation {
  if (!needsToken)
    return failed(
      `It answers ${status}, and the partner has no tokenUrl: set tokenUrl, clientId and clientSecret if it requires a token.`,
    );
  if (!hasToken)
    return {
      result: 'skip',
      text: `It answers ${status}, because there is no token: see the step token.`,
    };
  return failed(
    status === 401
      ? 'It does not accept the token: check that it trusts this token endpoint, and the scope of the token.'
      : 'It accepts the token, but the client may not use this path: check its rights and scopes at the partner.',
  );
}

const isHtml = ({ headers }: ProbeCall): boolean =>
  String(headers['content-type'] ?? '').includes('text/html');

const passed = (text: string): Explanation => ({ result: 'ok', text });
const failed = (text: string): Explanation => ({ result: 'fail', text });

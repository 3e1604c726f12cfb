import {
  atStartOf,
  parseJson,
  passIf,
  type CheckResult,
} from '../../platform/requirements/check-result.js';
import type { Requirement } from '../../platform/requirements/requirement.js';
import { ddsRequirements as requirements } from './requirements.js';
import type { ReceivedResponse } from '../../platform/api/operation.js';

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const CONTENT = new RegExp(`/dds/content/v1/${UUID}$`, 'i');

/** Judges an answer of any status by what can be read off it alone; XML is judged by who reads it (feed-faults.ts). */
export function checkDdsResponse(seen: ReceivedResponse): CheckResult[] {
  const { status, operation } = seen;
  const results = [
    passIf(
      requirements.noServerError,
      status < 500,
      atStartOf('', 'a status below 500', String(status)),
    ),
    ...(status < 400 ? judgeTaken(seen) : []),
    ...(status >= 400 && status < 500 ? judgeRefused(seen) : []),
  ];
  return results.filter(({ requirement }) => requirement.operations.includes(operation.name));
}

function judgeRefused(seen: ReceivedResponse): CheckResult[] {
  const { status, body } = seen;
  return [
    passIf(
      requirements.errorBody,
      saysWhy(parseJson(body)),
      atStartOf('', 'data or message', body || 'no body'),
    ),
    ...(status === 401 ? [hasHeader(requirements.challenge, seen, 'WWW-Authenticate', /\S/)] : []),
    ...(status === 405 ? [hasHeader(requirements.allow, seen, 'Allow', /^/)] : []),
  ];
}

function saysWhy(body: unknown): boolean {
  const { data, message } = (body ?? {}) as { data?: unknown; message?: unknown };
  return typeof (data ?? message) === 'string';
}

function judgeTaken(seen: ReceivedResponse): CheckResult[] {
  const { status, body } = seen;
  const empty = (requirement: Requirement): CheckResult =>
    passIf(requirement, body === '', atStartOf('', 'no body', body));
  switch (status) {
    case 201:
      return [
        hasHeader(requirements.location, seen, 'Location', CONTENT),
        empty(requirements.emptyCreated),
      ];
    case 300:
      return judgeChoices(seen);
    case 302:
      return [
        hasHeader(requirements.toStatusPage, seen, 'Location', /\S/),
        empty(requirements.emptyFound),
      ];
    default:
      return status < 300
        ? [...judgeHeaders(seen), ...judgeAccount(seen), empty(requirements.emptyReport)]
        : [];
  }
}

/** What the headers of a 200 say; of other operations than those that ask it, nothing is said. */
function judgeHeaders(seen: ReceivedResponse): CheckResult[] {
  const atom = /^application\/atom\+xml; *charset="?utf-8"?$/i;
  const json = /^application\/json; *charset="?utf-8"?$/i;
  return [
    hasHeader(
      requirements.feedType,
      seen,
      'Content-Type',
      atom,
      'application/atom+xml;charset=UTF-8',
    ),
    hasHeader(requirements.nextHeader, seen, 'Next', /\S/),
    hasHeader(requirements.linkHeader, seen, 'Link', /<[^>]+>.*rel="?next"?/, '<…>; rel="next"'),
    hasHeader(requirements.lastModified, seen, 'Last-Modified', /\S/),
    hasHeader(requirements.shelfType, seen, 'Content-Type', /xml/i, 'XML'),
    hasHeader(
      requirements.accountType,
      seen,
      'Content-Type',
      json,
      'application/json;charset=UTF-8',
    ),
  ];
}

function judgeAccount({ body }: ReceivedResponse): CheckResult[] {
  const { id, active } = (parseJson(body) ?? {}) as { id?: unknown; active?: unknown };
  const complete = typeof id === 'string' && id !== '' && active === true;
  return [passIf(requirements.idAndActive, complete, atStartOf('', 'id, and active true', body))];
}

function judgeChoices({ body }: ReceivedResponse): CheckResult[] {
  const said = parseJson(body);
  const { choices } = (said ?? {}) as { choices?: unknown };
  const listed =
    Array.isArray(choices) &&
    choices.length > 0 &&
    choices.every((one: { type?: unknown } | null) => typeof one?.type === 'string');
  return [
    passIf(
      requirements.choicesAreJson,
      said !== undefined,
      atStartOf('', 'JSON', body || 'no body'),
    ),
    passIf(requirements.choicesListed, listed, atStartOf('/choices', 'types and bitrates', body)),
  ];
}

function hasHeader(
  requirement: Requirement,
  { headers }: ReceivedResponse,
  name: string,
  form: RegExp,
  expected = 'one',
): CheckResult {
  const given = headers[name.toLowerCase()];
  const met = given !== undefined && form.test(String(given));
  return passIf(requirement, met, atStartOf(name, expected, String(given ?? 'missing')));
}

import {
  atStartOf,
  parseJson,
  passIf,
  type CheckResult,
} from '../../platform/requirements/check-result.js';
import { failureOfValidCall } from '../bokbasen/check-response.js';
import type { Requirement } from '../../platform/requirements/requirement.js';
import { ddsRequirements as requirements } from './requirements.js';
import type { ReceivedResponse } from '../../platform/api/operation.js';
import { ownValue } from '../../platform/validation/own-value.js';

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const ABSOLUTE = /^https?:\/\/./i;
const CONTENT = new RegExp(`^https?://[^/]+(/.*)?/dds/content/v1/${UUID}$`, 'i');

/**
 * Checks a response of any status on its own. The suites check XML (validate-feed.ts,
 * validate-shelf.ts).
 */
export function checkDdsResponse(response: ReceivedResponse): CheckResult[] {
  const { status, operation } = response;
  const results = [
    passIf(
      requirements.noServerError,
      status < 500,
      atStartOf('', 'a status below 500', String(status)),
    ),
    ...failureOfValidCall(response),
    ...(status < 400 ? checkSuccess(response) : []),
    ...(status >= 400 && status < 500 ? checkRefusal(response) : []),
  ];
  return results.filter(({ requirement }) => requirement.operations.includes(operation.name));
}

function checkRefusal(response: ReceivedResponse): CheckResult[] {
  const { status, body } = response;
  return [
    passIf(
      requirements.errorBody,
      (status === 401 && body === '') || saysWhy(parseJson(body)),
      atStartOf('', 'data or message', body || 'no body'),
    ),
    ...(status === 401
      ? [hasHeader(requirements.challenge, response, 'WWW-Authenticate', /\S/)]
      : []),
    ...(status === 405 ? [hasHeader(requirements.allow, response, 'Allow', /^/)] : []),
  ];
}

function saysWhy(body: unknown): boolean {
  const { data, message } = (body ?? {}) as { data?: unknown; message?: unknown };
  return typeof (data ?? message) === 'string';
}

function checkSuccess(response: ReceivedResponse): CheckResult[] {
  const { status, body } = response;
  const empty = (requirement: Requirement): CheckResult =>
    passIf(requirement, body === '', atStartOf('', 'no body', body));
  switch (status) {
    case 201:
      return [
        hasHeader(
          requirements.location,
          response,
          'Location',
          CONTENT,
          'an absolute URL of a content',
        ),
        empty(requirements.emptyCreated),
      ];
    case 300:
      return checkChoices(response);
    case 302:
      return [
        hasHeader(requirements.toStatusPage, response, 'Location', ABSOLUTE, 'an absolute URL'),
        empty(requirements.emptyFound),
      ];
    default:
      return status < 300
        ? [...checkHeaders(response), ...checkAccount(response), empty(requirements.emptyReport)]
        : [];
  }
}

/**
 * Checks the headers of a 200. The caller drops the results of requirements on other operations.
 */
function checkHeaders(response: ReceivedResponse): CheckResult[] {
  const atom = /^application\/atom\+xml(?: *;(?: *charset="?utf-8"?|(?! *charset)[^;]*))*$/i;
  const json = /^application\/json(?: *;(?: *charset="?utf-8"?|(?! *charset)[^;]*))*$/i;
  return [
    hasHeader(
      requirements.feedType,
      response,
      'Content-Type',
      atom,
      'application/atom+xml, in UTF-8',
    ),
    hasHeader(requirements.utf8Named, response, 'Content-Type', /charset/i, 'charset=UTF-8'),
    hasHeader(requirements.nextHeader, response, 'Next', /\S/),
    hasHeader(
      requirements.linkHeader,
      response,
      'Link',
      /<https?:\/\/[^>]+>.*rel="?next"?/i,
      '<absolute URL>; rel="next"',
    ),
    hasHeader(requirements.lastModified, response, 'Last-Modified', /\S/),
    hasHeader(requirements.shelfType, response, 'Content-Type', /xml/i, 'XML'),
    hasHeader(
      requirements.accountType,
      response,
      'Content-Type',
      json,
      'application/json, in UTF-8',
    ),
  ];
}

function checkAccount({ body }: ReceivedResponse): CheckResult[] {
  const { id, active } = (parseJson(body) ?? {}) as { id?: unknown; active?: unknown };
  const complete = typeof id === 'string' && id !== '' && active === true;
  return [passIf(requirements.idAndActive, complete, atStartOf('', 'id, and active true', body))];
}

function checkChoices({ body }: ReceivedResponse): CheckResult[] {
  const parsed = parseJson(body);
  const { choices } = (parsed ?? {}) as { choices?: unknown };
  const listed =
    Array.isArray(choices) &&
    choices.length > 0 &&
    choices.every((one: { type?: unknown } | null) => typeof one?.type === 'string');
  return [
    passIf(
      requirements.choicesAreJson,
      parsed !== undefined,
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
  const given = ownValue(headers, name.toLowerCase());
  const met = given !== undefined && form.test(String(given));
  return passIf(requirement, met, atStartOf(name, expected, String(given ?? 'missing')));
}

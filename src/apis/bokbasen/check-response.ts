import {
  atStartOf,
  parseJson,
  passIf,
  type CheckResult,
} from '../../platform/requirements/check-result.js';
import type { Operation, ReceivedResponse } from '../../platform/api/operation.js';
import type { Requirement } from '../../platform/requirements/requirement.js';

/** What a Bokbasen API asks of an answer; each has its own rows, and its own levels. */
export interface BokbasenResponseRequirements {
  noServerError: Requirement;
  /** An error without a body is fine: the sources document the statuses alone. */
  errorBody: Requirement;
  challenge: Requirement;
  allow: Requirement;
  /** Where an operation answers with a Location. */
  location?: Requirement;
  /** Where an operation answers nothing but its status. */
  emptySuccess?: Requirement;
  /** What asks for the media type of an operation's answer; undefined: nothing does. */
  mediaType?: (operation: Operation) => Requirement | undefined;
}

/** Judges an answer of any status by what all Bokbasen APIs have in common. */
export function checkBokbasenResponse(
  requirements: BokbasenResponseRequirements,
  seen: ReceivedResponse,
): CheckResult[] {
  const { status, headers, body, operation } = seen;
  return [
    passIf(
      requirements.noServerError,
      status < 500,
      atStartOf('', 'a status below 500', String(status)),
    ),
    ...(status === operation.successStatus ? judgeSuccess(requirements, seen) : []),
    ...(status >= 400
      ? [
          passIf(
            requirements.errorBody,
            isMessage(body),
            atStartOf('', 'no body, or a JSON message', body),
          ),
        ]
      : []),
    ...(status === 401 ? [present(requirements.challenge, headers, 'WWW-Authenticate')] : []),
    ...(status === 405 ? [present(requirements.allow, headers, 'Allow')] : []),
  ];
}

function judgeSuccess(
  { location, emptySuccess, mediaType }: BokbasenResponseRequirements,
  { headers, body, operation }: ReceivedResponse,
): CheckResult[] {
  const { response, responseHeaders = {} } = operation;
  const url = String(headers['location'] ?? 'missing');
  const type = String(headers['content-type'] ?? 'missing');
  const expected = response?.mediaType ?? 'application/json';
  const typed = response && mediaType?.(operation);
  return [
    ...(location && 'Location' in responseHeaders
      ? [passIf(location, URL.canParse(url), atStartOf('Location', 'an absolute URL', url))]
      : []),
    ...(emptySuccess && !response
      ? [passIf(emptySuccess, body === '', atStartOf('', 'no body', body))]
      : []),
    ...(typed
      ? [passIf(typed, baseOf(type) === expected, atStartOf('Content-Type', expected, type))]
      : []),
  ];
}

/** A media type without its parameters. */
function baseOf(type: string): string {
  return (type.split(';')[0] ?? '').trim().toLowerCase();
}

function isMessage(body: string): boolean {
  if (body === '') return true;
  const said = parseJson(body) as { message?: unknown } | null | undefined;
  return typeof said?.message === 'string';
}

function present(
  requirement: Requirement,
  headers: ReceivedResponse['headers'],
  name: string,
): CheckResult {
  const given = headers[name.toLowerCase()] !== undefined;
  return passIf(requirement, given, atStartOf(name, 'the header', 'missing'));
}

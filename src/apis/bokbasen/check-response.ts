import {
  atStartOf,
  parseJson,
  passIf,
  type CheckResult,
} from '../../platform/requirements/check-result.js';
import { derivedRequirements } from '../../platform/api/derived-requirements.js';
import type { Operation, ReceivedResponse } from '../../platform/api/operation.js';
import type { Requirement } from '../../platform/requirements/requirement.js';
import { ownValue } from '../../platform/validation/own-value.js';

/** Requirements on responses that all Bokbasen APIs have, each with its own ids and levels. */
export interface BokbasenResponseRequirements {
  noServerError: Requirement;
  /** Passes for an error without a body: the sources document only statuses. */
  errorBody: Requirement;
  challenge: Requirement;
  allow: Requirement;
  /** For an operation that answers with a Location. */
  location?: Requirement;
  /** For an operation without a response body. */
  emptySuccess?: Requirement;
  /** The requirement on the media type of a response; undefined where there is none. */
  mediaType?: (operation: Operation) => Requirement | undefined;
}

/** Checks a response of any status that all Bokbasen APIs have in common. */
export function checkBokbasenResponse(
  requirements: BokbasenResponseRequirements,
  response: ReceivedResponse,
): CheckResult[] {
  const { status, headers, body, operation } = response;
  return [
    passIf(
      requirements.noServerError,
      status < 500,
      atStartOf('', 'a status below 500', String(status)),
    ),
    ...failureOfValidCall(response),
    ...(status === operation.successStatus ? checkSuccess(requirements, response) : []),
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

/** A valid call that is answered with a 5xx violates the requirement of its operation too. */
export function failureOfValidCall({
  status,
  operation,
  isValidCall,
}: ReceivedResponse): CheckResult[] {
  const { ok } = derivedRequirements(operation);
  if (!isValidCall || status < 500 || !ok) return [];
  return [passIf(ok, false, atStartOf('', String(operation.successStatus), String(status)))];
}

function checkSuccess(
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
  const parsed = parseJson(body) as { message?: unknown } | null | undefined;
  return typeof parsed?.message === 'string';
}

function present(
  requirement: Requirement,
  headers: ReceivedResponse['headers'],
  name: string,
): CheckResult {
  const given = ownValue(headers, name.toLowerCase()) !== undefined;
  return passIf(requirement, given, atStartOf(name, 'the header', 'missing'));
}

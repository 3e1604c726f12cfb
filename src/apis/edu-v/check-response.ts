import { validatorOf } from '../../platform/validation/schema.js';
import {
  atStartOf,
  parseJson,
  passIf,
  resultOf,
  type CheckResult,
} from '../../platform/requirements/check-result.js';
import type { ViolationDetail, Requirement } from '../../platform/requirements/requirement.js';
import { isSuccess } from './errors.js';
import { StatusResponse } from './status-response.js';
import type { ReceivedResponse } from '../../platform/api/operation.js';

/** Requirements on responses that all Edu-V APIs have, each with its own ids and levels. */
export interface EduvResponseRequirements {
  apiVersion: Requirement;
  /** A hint: the provider may serve another version. */
  testedVersion: Requirement;
  statusResponse: Requirement;
  unauthorizedBody: Requirement;
  challenge: Requirement;
  emptyAccepted: Requirement;
  allow: Requirement;
  emptyNotAllowed: Requirement;
  noServerError: Requirement;
}

/**
 * Checks a response of any status that all Edu-V APIs have in common. A refusal for which a body is
 * declared must have a StatusResponse.
 */
export function checkEduvResponse(
  requirements: EduvResponseRequirements,
  response: ReceivedResponse,
  hasStatusResponse = [400, 403].includes(response.status),
): CheckResult[] {
  const { status } = response;
  const serverError = atStartOf('', 'a status below 500', String(status));
  return [
    passIf(requirements.noServerError, status < 500, serverError),
    ...(status < 300 ? checkSuccess(requirements, response) : []),
    ...(status === 401 ? checkUnauthorized(requirements, response) : []),
    ...(hasStatusResponse
      ? [resultOf(requirements.statusResponse, ...bodyViolations(response.body))]
      : []),
    ...(status === 405 ? checkNotAllowed(requirements, response) : []),
  ];
}

/** Major, minor and patch. Which version a provider serves is its own matter. */
const FULL_VERSION = /^\d+\.\d+\.\d+\b/;

function checkSuccess(
  { apiVersion, testedVersion, emptyAccepted }: EduvResponseRequirements,
  { status, headers, body, operation }: ReceivedResponse,
): CheckResult[] {
  const given = String(headers['api-version'] ?? 'nothing');
  const { version } = operation.api;
  const isFull = FULL_VERSION.test(given);
  const example = `a full version, for example ${version}`;
  const parsed = parseJson(body) as { status?: unknown } | undefined;
  const fine = body === '' || (typeof parsed?.status === 'number' && isSuccess(parsed.status));
  return [
    passIf(apiVersion, isFull, atStartOf('API-Version', example, given)),
    ...(isFull
      ? [passIf(testedVersion, given === version, atStartOf('API-Version', version, given))]
      : []),
    ...(status === 202
      ? [
          passIf(
            emptyAccepted,
            fine,
            atStartOf('', 'no body, or a StatusResponse with a success code', body),
          ),
        ]
      : []),
  ];
}

function checkUnauthorized(
  { unauthorizedBody, challenge }: EduvResponseRequirements,
  { headers, body }: ReceivedResponse,
): CheckResult[] {
  const challenged = headers['www-authenticate'] !== undefined;
  return [
    resultOf(unauthorizedBody, ...(body === '' ? [] : bodyViolations(body))),
    passIf(
      challenge,
      challenged,
      atStartOf('WWW-Authenticate', 'Bearer, with the reason', 'nothing'),
    ),
  ];
}

function checkNotAllowed(
  { allow, emptyNotAllowed }: EduvResponseRequirements,
  { headers, body }: ReceivedResponse,
): CheckResult[] {
  const given = headers['allow'] !== undefined;
  return [
    passIf(allow, given, atStartOf('Allow', 'the supported methods, or an empty list', 'nothing')),
    passIf(emptyNotAllowed, body === '', atStartOf('', 'no body', body)),
  ];
}

const validate = validatorOf(StatusResponse);

/** The places at which a body is not a StatusResponse. */
function bodyViolations(body: string): ViolationDetail[] {
  const value = parseJson(body);
  if (value === undefined) return [atStartOf('', 'a StatusResponse', body || 'no body')];
  return validate(value).map(({ path, expected, seen: response }) =>
    atStartOf(path, expected, response),
  );
}

import { compileValidator } from '../../platform/validation/schema.js';
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

/** What every Edu-V API asks of an answer. */
export interface EduvResponseRequirements {
  apiVersion: Requirement;
  statusResponse: Requirement;
  unauthorizedBody: Requirement;
  challenge: Requirement;
  emptyAccepted: Requirement;
  allow: Requirement;
  emptyNotAllowed: Requirement;
  noServerError: Requirement;
}

/**
 * Judges an answer of any status by what all Edu-V APIs have in common; where a body is declared for a refusal it is to
 * be a StatusResponse.
 */
export function checkEduvResponse(
  requirements: EduvResponseRequirements,
  seen: ReceivedResponse,
  hasStatusResponse = [400, 403].includes(seen.status),
): CheckResult[] {
  const { status } = seen;
  const serverError = atStartOf('', 'a status below 500', String(status));
  return [
    passIf(requirements.noServerError, status < 500, serverError),
    ...(status < 300 ? judgeSuccess(requirements, seen) : []),
    ...(status === 401 ? judgeUnauthorized(requirements, seen) : []),
    ...(hasStatusResponse ? [resultOf(requirements.statusResponse, ...bodyFaults(seen.body))] : []),
    ...(status === 405 ? judgeNotAllowed(requirements, seen) : []),
  ];
}

function judgeSuccess(
  { apiVersion, emptyAccepted }: EduvResponseRequirements,
  { status, headers, body, operation }: ReceivedResponse,
): CheckResult[] {
  const { version, earlier = [] } = operation.api;
  const known = [version, ...earlier.map((one) => one.version)];
  const given = String(headers['api-version'] ?? 'missing');
  const said = parseJson(body) as { status?: unknown } | undefined;
  const fine = body === '' || (typeof said?.status === 'number' && isSuccess(said.status));
  return [
    passIf(apiVersion, known.includes(given), atStartOf('API-Version', known.join(' or '), given)),
    ...(status === 202
      ? [
          passIf(
            emptyAccepted,
            fine,
            atStartOf('', 'no body, or a StatusResponse of success', body),
          ),
        ]
      : []),
  ];
}

function judgeUnauthorized(
  { unauthorizedBody, challenge }: EduvResponseRequirements,
  { headers, body, rules }: ReceivedResponse,
): CheckResult[] {
  const challenged = headers['www-authenticate'] !== undefined;
  const empty = rules['UNAUTHORIZED_BODY'] === 'empty';
  const faults = empty ? [] : bodyFaults(body);
  return [
    empty
      ? passIf(unauthorizedBody, body === '', atStartOf('', 'no body', body))
      : resultOf(unauthorizedBody, ...faults),
    passIf(challenge, challenged, atStartOf('WWW-Authenticate', 'Bearer, and why', 'missing')),
  ];
}

function judgeNotAllowed(
  { allow, emptyNotAllowed }: EduvResponseRequirements,
  { headers, body }: ReceivedResponse,
): CheckResult[] {
  const given = headers['allow'] !== undefined;
  return [
    passIf(allow, given, atStartOf('Allow', 'the methods that there are, or nothing', 'missing')),
    passIf(emptyNotAllowed, body === '', atStartOf('', 'no body', body)),
  ];
}

const faultsOf = compileValidator(StatusResponse);

/** Where a body is no StatusResponse. */
function bodyFaults(body: string): ViolationDetail[] {
  const value = parseJson(body);
  if (value === undefined) return [atStartOf('', 'a StatusResponse', body || 'no body')];
  return faultsOf(value).map(({ path, expected, seen }) => atStartOf(path, expected, seen));
}

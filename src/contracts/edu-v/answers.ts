import { faultFinder } from '../../kernel/contract/schema.js';
import {
  holds,
  jsonOf,
  judged,
  type AnswerSeen,
  type Judgement,
} from '../../kernel/contract/judgement.js';
import type { Departure, Requirement } from '../../kernel/contract/requirement.js';
import { isSuccess } from './errors.js';
import { StatusResponse } from './status-response.js';

/** What every Edu-V API asks of an answer. */
export interface AnswerRequirements {
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
export function judgeAnswer(
  asked: AnswerRequirements,
  seen: AnswerSeen,
  hasStatusResponse = [400, 403].includes(seen.status),
): Judgement[] {
  const { status } = seen;
  const serverError = at('', 'a status below 500', String(status));
  return [
    holds(asked.noServerError, status < 500, serverError),
    ...(status < 300 ? judgeSuccess(asked, seen) : []),
    ...(status === 401 ? judgeUnauthorized(asked, seen) : []),
    ...(hasStatusResponse ? [judged(asked.statusResponse, ...bodyFaults(seen.body))] : []),
    ...(status === 405 ? judgeNotAllowed(asked, seen) : []),
  ];
}

function judgeSuccess(
  { apiVersion, emptyAccepted }: AnswerRequirements,
  { status, headers, body, operation }: AnswerSeen,
): Judgement[] {
  const { version, earlier = [] } = operation.contract;
  const known = [version, ...earlier.map((one) => one.version)];
  const given = String(headers['api-version'] ?? 'missing');
  const said = jsonOf(body) as { status?: unknown } | undefined;
  const fine = body === '' || (typeof said?.status === 'number' && isSuccess(said.status));
  return [
    holds(apiVersion, known.includes(given), at('API-Version', known.join(' or '), given)),
    ...(status === 202
      ? [holds(emptyAccepted, fine, at('', 'no body, or a StatusResponse of success', body))]
      : []),
  ];
}

function judgeUnauthorized(
  { unauthorizedBody, challenge }: AnswerRequirements,
  { headers, body, rules }: AnswerSeen,
): Judgement[] {
  const challenged = headers['www-authenticate'] !== undefined;
  const empty = rules['UNAUTHORIZED_BODY'] === 'empty';
  const faults = empty ? [] : bodyFaults(body);
  return [
    empty
      ? holds(unauthorizedBody, body === '', at('', 'no body', body))
      : judged(unauthorizedBody, ...faults),
    holds(challenge, challenged, at('WWW-Authenticate', 'Bearer, and why', 'missing')),
  ];
}

function judgeNotAllowed(
  { allow, emptyNotAllowed }: AnswerRequirements,
  { headers, body }: AnswerSeen,
): Judgement[] {
  const given = headers['allow'] !== undefined;
  return [
    holds(allow, given, at('Allow', 'the methods that there are, or nothing', 'missing')),
    holds(emptyNotAllowed, body === '', at('', 'no body', body)),
  ];
}

const faultsOf = faultFinder(StatusResponse);

/** Where a body is no StatusResponse. */
function bodyFaults(body: string): Departure[] {
  const value = jsonOf(body);
  if (value === undefined) return [at('', 'a StatusResponse', body || 'no body')];
  return faultsOf(value).map(({ path, expected, seen }) => at(path, expected, seen));
}

function at(pointer: string, expected: string, seen: string): Departure {
  return { pointer, expected, seen: seen.slice(0, LONGEST_SEEN) };
}

const LONGEST_SEEN = 200;

import { holds, jsonOf, type AnswerSeen, type Judgement } from '../../kernel/contract/judgement.js';
import type { Operation } from '../../kernel/contract/operation.js';
import type { Departure, Requirement } from '../../kernel/contract/requirement.js';

/** What a Bokbasen API asks of an answer; each has its own rows, and its own levels. */
export interface AnswerRequirements {
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
export function judgeAnswer(asked: AnswerRequirements, seen: AnswerSeen): Judgement[] {
  const { status, headers, body, operation } = seen;
  return [
    holds(asked.noServerError, status < 500, at('', 'a status below 500', String(status))),
    ...(status === operation.ok ? judgeSuccess(asked, seen) : []),
    ...(status >= 400
      ? [holds(asked.errorBody, isMessage(body), at('', 'no body, or a JSON message', body))]
      : []),
    ...(status === 401 ? [present(asked.challenge, headers, 'WWW-Authenticate')] : []),
    ...(status === 405 ? [present(asked.allow, headers, 'Allow')] : []),
  ];
}

function judgeSuccess(
  { location, emptySuccess, mediaType }: AnswerRequirements,
  { headers, body, operation }: AnswerSeen,
): Judgement[] {
  const { answers, answersWith = {} } = operation;
  const url = String(headers['location'] ?? 'missing');
  const type = String(headers['content-type'] ?? 'missing');
  const expected = answers?.mediaType ?? 'application/json';
  const typed = answers && mediaType?.(operation);
  return [
    ...(location && 'Location' in answersWith
      ? [holds(location, URL.canParse(url), at('Location', 'an absolute URL', url))]
      : []),
    ...(emptySuccess && !answers
      ? [holds(emptySuccess, body === '', at('', 'no body', body))]
      : []),
    ...(typed ? [holds(typed, baseOf(type) === expected, at('Content-Type', expected, type))] : []),
  ];
}

/** A media type without its parameters. */
function baseOf(type: string): string {
  return (type.split(';')[0] ?? '').trim().toLowerCase();
}

function isMessage(body: string): boolean {
  if (body === '') return true;
  const said = jsonOf(body) as { message?: unknown } | null | undefined;
  return typeof said?.message === 'string';
}

function present(
  requirement: Requirement,
  headers: AnswerSeen['headers'],
  name: string,
): Judgement {
  const given = headers[name.toLowerCase()] !== undefined;
  return holds(requirement, given, at(name, 'the header', 'missing'));
}

function at(pointer: string, expected: string, seen: string): Departure {
  return { pointer, expected, seen: seen.slice(0, LONGEST_SEEN) };
}

const LONGEST_SEEN = 200;

import { holds, jsonOf, type AnswerSeen, type Judgement } from '../../kernel/contract/judgement.js';
import type { Departure, Requirement } from '../../kernel/contract/requirement.js';
import { bokskyaRequirements, reportRequirements } from './bokskya-requirements.js';
import { contentRequirements } from './content-requirements.js';
import { inventoryRequirements } from './inventory-requirements.js';
import { commonRequirements, orderRequirements } from './order-requirements.js';

const asked = {
  ...commonRequirements,
  ...orderRequirements,
  ...contentRequirements,
  ...inventoryRequirements,
  ...bokskyaRequirements,
  ...reportRequirements,
};
const LONGEST_SEEN = 200;
const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const CONTENT = new RegExp(`/dds/content/v1/${UUID}$`, 'i');

/** Judges an answer of any status by what can be read off it alone; XML is judged by who reads it (feed-faults.ts). */
export function judgeAnswer(seen: AnswerSeen): Judgement[] {
  const { status, operation } = seen;
  const judgements = [
    holds(asked.noServerError, status < 500, at('', 'a status below 500', String(status))),
    ...(status < 400 ? judgeTaken(seen) : []),
    ...(status >= 400 && status < 500 ? judgeRefused(seen) : []),
  ];
  return judgements.filter(({ requirement }) => requirement.over.includes(operation.name));
}

function judgeRefused(seen: AnswerSeen): Judgement[] {
  const { status, body } = seen;
  return [
    holds(asked.errorBody, saysWhy(jsonOf(body)), at('', 'data or message', body || 'no body')),
    ...(status === 401 ? [hasHeader(asked.challenge, seen, 'WWW-Authenticate', /\S/)] : []),
    ...(status === 405 ? [hasHeader(asked.allow, seen, 'Allow', /^/)] : []),
  ];
}

function saysWhy(body: unknown): boolean {
  const { data, message } = (body ?? {}) as { data?: unknown; message?: unknown };
  return typeof (data ?? message) === 'string';
}

function judgeTaken(seen: AnswerSeen): Judgement[] {
  const { status, body } = seen;
  const empty = (requirement: Requirement): Judgement =>
    holds(requirement, body === '', at('', 'no body', body));
  switch (status) {
    case 201:
      return [hasHeader(asked.location, seen, 'Location', CONTENT), empty(asked.emptyCreated)];
    case 300:
      return judgeChoices(seen);
    case 302:
      return [hasHeader(asked.toStatusPage, seen, 'Location', /\S/), empty(asked.emptyFound)];
    default:
      return status < 300
        ? [...judgeHeaders(seen), ...judgeAccount(seen), empty(asked.emptyReport)]
        : [];
  }
}

/** What the headers of a 200 say; of other operations than those that ask it, nothing is said. */
function judgeHeaders(seen: AnswerSeen): Judgement[] {
  const atom = /^application\/atom\+xml; *charset="?utf-8"?$/i;
  const json = /^application\/json; *charset="?utf-8"?$/i;
  return [
    hasHeader(asked.feedType, seen, 'Content-Type', atom, 'application/atom+xml;charset=UTF-8'),
    hasHeader(asked.nextHeader, seen, 'Next', /\S/),
    hasHeader(asked.linkHeader, seen, 'Link', /<[^>]+>.*rel="?next"?/, '<…>; rel="next"'),
    hasHeader(asked.lastModified, seen, 'Last-Modified', /\S/),
    hasHeader(asked.shelfType, seen, 'Content-Type', /xml/i, 'XML'),
    hasHeader(asked.accountType, seen, 'Content-Type', json, 'application/json;charset=UTF-8'),
  ];
}

function judgeAccount({ body }: AnswerSeen): Judgement[] {
  const { id, active } = (jsonOf(body) ?? {}) as { id?: unknown; active?: unknown };
  const complete = typeof id === 'string' && id !== '' && active === true;
  return [holds(asked.idAndActive, complete, at('', 'id, and active true', body))];
}

function judgeChoices({ body }: AnswerSeen): Judgement[] {
  const said = jsonOf(body);
  const { choices } = (said ?? {}) as { choices?: unknown };
  const listed =
    Array.isArray(choices) &&
    choices.length > 0 &&
    choices.every((one: { type?: unknown } | null) => typeof one?.type === 'string');
  return [
    holds(asked.choicesAreJson, said !== undefined, at('', 'JSON', body || 'no body')),
    holds(asked.choicesListed, listed, at('/choices', 'types and bitrates', body)),
  ];
}

function hasHeader(
  requirement: Requirement,
  { headers }: AnswerSeen,
  name: string,
  form: RegExp,
  expected = 'one',
): Judgement {
  const given = headers[name.toLowerCase()];
  const met = given !== undefined && form.test(String(given));
  return holds(requirement, met, at(name, expected, String(given ?? 'missing')));
}

function at(pointer: string, expected: string, seen: string): Departure {
  return { pointer, expected, seen: seen.slice(0, LONGEST_SEEN) };
}

import { holds, jsonOf, judged, type Judgement } from '../kernel/contract/judgement.js';
import { dutiesOf } from '../kernel/contract/duties.js';
import type { Operation } from '../kernel/contract/operation.js';
import { faultFinder, type Fault } from '../kernel/contract/schema.js';
import type { Exchange, Finding } from '../kernel/journal/exchange.js';
import type { Rules } from '../kernel/problem/dialect.js';
import type { Catalogue } from './catalogue.js';

/** What a call of a partner says: what was found while it was answered, and what it was seen to meet. */
export function judgeCall(exchange: Exchange, catalogue: Catalogue): Judgement[] {
  const { findings, met } = exchange;
  const held = shownBy(exchange, catalogue);
  if (findings.length === 0 && met.size === 0) return held;
  const departed = departedFrom(findings, catalogue);
  const told = [...met].flatMap((id) => catalogue.find(id)?.met ?? []);
  return [
    ...departed.values(),
    ...[...told, ...held].filter(({ requirement }) => !departed.has(requirement.id)),
  ];
}

function departedFrom(
  findings: readonly Finding[],
  catalogue: Catalogue,
): ReadonlyMap<string, Judgement> {
  const departed = new Map<string, Judgement>();
  for (const finding of findings) {
    const { requirement } = catalogue.find(finding.requirement) ?? {};
    if (!requirement) continue;
    const { id } = requirement;
    departed.set(id, {
      requirement,
      findings: [...(departed.get(id)?.findings ?? []), finding],
    });
  }
  return departed;
}

const NOTHING: Judgement[] = [];

/** A message that was taken shows what can be read off it alone. */
function shownBy(exchange: Exchange, catalogue: Catalogue): Judgement[] {
  const { status, operation, request, fault } = exchange;
  if (operation === undefined || fault || status < 200 || status >= 400) return NOTHING;
  const { always, sometimes } = catalogue.shownBy(operation);
  // To find out that a document is no JSON is slow.
  if (sometimes.length === 0 || !/^\s*[[{]/.test(request.body)) return always;
  const message = jsonOf(request.body);
  if (typeof message !== 'object' || message === null) return always;
  const now = sometimes.filter(({ requirement: { when } }) => when?.(message as never));
  return now.length === 0 ? always : [...always, ...now];
}

/** What the answer of a partner says. A call that was to be refused says nothing of how a good one is answered. */
export function judgeAnswerOf(exchange: Exchange, operation: Operation, rules: Rules): Judgement[] {
  const { status, response, probe } = exchange;
  if (status === 0 || (probe && status < 300)) return [];
  const { headers, body } = response;
  const all = operation.contract.asked.judgeAnswer({ operation, status, headers, body, rules });
  return probe || status >= 400 ? all : [...all, ...judgeSuccess(exchange, operation)];
}

function judgeSuccess({ status, response }: Exchange, operation: Operation): Judgement[] {
  const { ok, otherwise = [], answers, inferred } = operation;
  const duties = dutiesOf(operation);
  const expected = [ok, ...otherwise.map((one) => one.status)];
  const seen = { pointer: '', expected: String(ok), seen: String(status) };
  // What is not published may come in another form, which is judged elsewhere.
  const isOther = inferred !== undefined && /xml/i.test(String(response.headers['content-type']));
  const isJson =
    (answers?.mediaType === undefined || answers.mediaType.endsWith('json')) && !isOther;
  return [
    ...(duties.ok ? [holds(duties.ok, expected.includes(status), seen)] : []),
    ...(duties.answer && status === ok && isJson
      ? [judged(duties.answer, ...answerFaults(operation, response.body))]
      : []),
  ].filter(({ requirement }) => requirement !== undefined);
}

const finders = new Map<Operation, (value: unknown) => Fault[]>();

/** Where an answer departs from its schema. */
function answerFaults(operation: Operation, body: string) {
  const { answers } = operation;
  if (!answers?.type) return [];
  const find = finders.get(operation) ?? faultFinder(answers.type);
  finders.set(operation, find);
  const value = jsonOf(body);
  if (value === undefined) return [{ pointer: '', expected: 'JSON', seen: body.slice(0, 100) }];
  if (!answers.list) return find(value).map(asDeparture(''));
  if (!Array.isArray(value)) return [{ pointer: '', expected: 'array', seen: typeof value }];
  return value.flatMap((one, index) => find(one).map(asDeparture(`/${index}`)));
}

function asDeparture(base: string) {
  return ({ path, expected, seen }: Fault) => ({ pointer: base + path, expected, seen });
}

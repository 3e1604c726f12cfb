import { holds, jsonOf, judged, type Judgement } from '../kernel/contract/judgement.js';
import { dutiesOf } from '../kernel/contract/duties.js';
import type { Operation } from '../kernel/contract/operation.js';
import { faultFinder, type Fault } from '../kernel/contract/schema.js';
import type { Exchange } from '../kernel/journal/exchange.js';
import type { Rules } from '../kernel/problem/dialect.js';
import type { Catalogue } from './catalogue.js';

/** What a call of a partner says: what was found while it was answered, and what it was seen to meet. */
export function judgeCall(exchange: Exchange, catalogue: Catalogue): Judgement[] {
  const { findings, met } = exchange;
  const departed = new Map<string, Judgement>();
  for (const finding of findings) {
    const asking = catalogue.find(finding.requirement);
    if (!asking) continue;
    const { requirement } = asking;
    const judgement = departed.get(requirement.id) ?? { requirement, findings: [] };
    judgement.findings.push(finding);
    departed.set(requirement.id, judgement);
  }
  const shown = [...met].flatMap((id) => catalogue.find(id)?.requirement ?? []);
  const held = [...shown, ...shownBy(exchange, catalogue)]
    .filter(({ id }) => !departed.has(id))
    .map((requirement) => judged(requirement));
  return [...departed.values(), ...held];
}

/** A message that was taken shows what can be read off it alone. */
function shownBy({ status, operation, request, fault }: Exchange, catalogue: Catalogue) {
  if (operation === undefined || fault || status < 200 || status >= 400) return [];
  let message: unknown;
  return catalogue.shownBy(operation).filter(({ when, told }) => {
    if (told) return false;
    if (!when) return true;
    message ??= jsonOf(request.body);
    return typeof message === 'object' && message !== null && when(message as never);
  });
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

import {
  passIf,
  parseJson,
  resultOf,
  type CheckResult,
} from '../../platform/requirements/check-result.js';
import { derivedRequirements } from '../../platform/api/derived-requirements.js';
import type { Operation } from '../../platform/api/operation.js';
import { compileValidator, type SchemaError } from '../../platform/validation/schema.js';
import type { Exchange } from '../../platform/journal/exchange.js';
import type { RequirementCatalogue } from './requirement-index.js';
import type { RuleValues } from '../../platform/config/rules.js';
import type { Violation } from '../../platform/requirements/violation.js';

/** What a call of a partner says: what was found while it was answered, and what it was seen to meet. */
export function checkRequest(exchange: Exchange, catalogue: RequirementCatalogue): CheckResult[] {
  const { findings, satisfiedRequirements } = exchange;
  const held = shownBy(exchange, catalogue);
  if (findings.length === 0 && satisfiedRequirements.size === 0) return held;
  const departed = departedFrom(findings, catalogue);
  const told = [...satisfiedRequirements].flatMap((id) => catalogue.find(id)?.met ?? []);
  return [
    ...departed.values(),
    ...[...told, ...held].filter(({ requirement }) => !departed.has(requirement.id)),
  ];
}

function departedFrom(
  findings: readonly Violation[],
  catalogue: RequirementCatalogue,
): ReadonlyMap<string, CheckResult> {
  const departed = new Map<string, CheckResult>();
  for (const finding of findings) {
    const { requirement } = catalogue.find(finding.requirement) ?? {};
    if (!requirement) continue;
    const { id } = requirement;
    departed.set(id, {
      requirement,
      violations: [...(departed.get(id)?.violations ?? []), finding],
    });
  }
  return departed;
}

const NOTHING: CheckResult[] = [];

/** A message that was taken shows what can be read off it alone. */
function shownBy(exchange: Exchange, catalogue: RequirementCatalogue): CheckResult[] {
  const { status, request, fault } = exchange;
  const operation = catalogue.operationOf(exchange);
  if (!operation || fault || status < 200 || status >= 400) return NOTHING;
  const { always, sometimes } = catalogue.shownBy(operation);
  // To find out that a document is no JSON is slow.
  if (sometimes.length === 0 || !/^\s*[[{]/.test(request.body)) return always;
  const message = parseJson(request.body);
  if (typeof message !== 'object' || message === null) return always;
  const now = sometimes.filter(({ requirement: { appliesTo } }) => appliesTo?.(message as never));
  return now.length === 0 ? always : [...always, ...now];
}

/** What the answer of a partner says. A call that was to be refused says nothing of how a good one is answered. */
export function checkResponseOf(
  exchange: Exchange,
  operation: Operation,
  rules: RuleValues,
): CheckResult[] {
  const { status, response, probe } = exchange;
  if (status === 0 || (probe && status < 300)) return [];
  const { headers, body } = response;
  const all = operation.api.requirements.checkResponse({ operation, status, headers, body, rules });
  return probe || status >= 400 ? all : [...all, ...judgeSuccess(exchange, operation)];
}

function judgeSuccess(
  { status, response: received }: Exchange,
  operation: Operation,
): CheckResult[] {
  const { successStatus, otherResponses = [], response, inferredFrom } = operation;
  const derived = derivedRequirements(operation);
  const expected = [successStatus, ...otherResponses.map((one) => one.status)];
  const seen = { pointer: '', expected: String(successStatus), seen: String(status) };
  // What is not published may come in another form, which is judged elsewhere.
  const isOther =
    inferredFrom !== undefined && /xml/i.test(String(received.headers['content-type']));
  const isJson =
    (response?.mediaType === undefined || response.mediaType.endsWith('json')) && !isOther;
  return [
    ...(derived.ok ? [passIf(derived.ok, expected.includes(status), seen)] : []),
    ...(derived.answer && status === successStatus && isJson
      ? [resultOf(derived.answer, ...answerFaults(operation, received.body))]
      : []),
  ].filter(({ requirement }) => requirement !== undefined);
}

const finders = new Map<Operation, (value: unknown) => SchemaError[]>();

/** Where an answer departs from its schema. */
function answerFaults(operation: Operation, body: string) {
  const { response } = operation;
  if (!response?.type) return [];
  const find = finders.get(operation) ?? compileValidator(response.type);
  finders.set(operation, find);
  const value = parseJson(body);
  if (value === undefined) return [{ pointer: '', expected: 'JSON', seen: body.slice(0, 100) }];
  if (!response.list) return find(value).map(asDeparture(''));
  if (!Array.isArray(value)) return [{ pointer: '', expected: 'array', seen: typeof value }];
  return value.flatMap((one, index) => find(one).map(asDeparture(`/${index}`)));
}

function asDeparture(base: string) {
  return ({ path, expected, seen }: SchemaError) => ({ pointer: base + path, expected, seen });
}

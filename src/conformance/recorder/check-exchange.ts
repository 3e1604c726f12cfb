import { checkJson } from '../../platform/requirements/check-json.js';
import {
  passIf,
  parseJson,
  resultOf,
  type CheckResult,
} from '../../platform/requirements/check-result.js';
import { derivedRequirements } from '../../platform/api/derived-requirements.js';
import type { Operation } from '../../platform/api/operation.js';
import { validatorOf, type SchemaError } from '../../platform/validation/schema.js';
import type { Exchange } from '../../platform/journal/exchange.js';
import type { RequirementCatalogue } from './requirement-catalogue.js';
import type { RuleValues } from '../../platform/config/rules.js';
import type { Violation } from '../../platform/requirements/violation.js';

/** Results for a call of a partner. */
interface InboundResults {
  /** Results without violations that every accepted message of its operation has: one list for each operation. */
  common: readonly CheckResult[];
  /** The findings of its checks, and what it passes besides. */
  own: CheckResult[];
}

/** Results for a call of a partner: the findings of its checks, and the requirements that it satisfies. */
export function checkInboundExchange(
  exchange: Exchange,
  catalogue: RequirementCatalogue,
): InboundResults {
  const { findings, satisfiedRequirements } = exchange;
  const { always, applicable } = passedByMessage(exchange, catalogue);
  const failed = failedByFindings(findings, catalogue);
  const passes = ({ requirement }: CheckResult): boolean => !failed.has(requirement.id);
  const isCommon = failed.size === 0 || always.every(passes);
  const stateful = [...satisfiedRequirements].flatMap((id) => catalogue.find(id)?.passed ?? []);
  const others = isCommon ? [...stateful, ...applicable] : [...stateful, ...always, ...applicable];
  return {
    common: isCommon ? always : NO_RESULTS,
    own: [...failed.values(), ...others.filter(passes)],
  };
}

/** The findings of an exchange, grouped by requirement. */
function failedByFindings(
  findings: readonly Violation[],
  catalogue: RequirementCatalogue,
): ReadonlyMap<string, CheckResult> {
  const failed = new Map<string, CheckResult>();
  for (const finding of findings) {
    const { requirement } = catalogue.find(finding.requirement) ?? {};
    if (!requirement) continue;
    const { id } = requirement;
    failed.set(id, {
      requirement,
      violations: [...(failed.get(id)?.violations ?? []), finding],
    });
  }
  return failed;
}

const NO_RESULTS: CheckResult[] = [];
/** The start of an object or a list, after white space or a byte order mark. */
const STARTS_AS_JSON = /^\s*[[{]/;

/** The requirements that an accepted message satisfies as far as no check found a violation. */
function passedByMessage(
  exchange: Exchange,
  catalogue: RequirementCatalogue,
): { always: readonly CheckResult[]; applicable: readonly CheckResult[] } {
  const { status, request, fault } = exchange;
  const operation = catalogue.operationOf(exchange);
  if (!operation || fault || status < 200 || status >= 400)
    return { always: NO_RESULTS, applicable: NO_RESULTS };
  const { always, sometimes } = catalogue.passiveResults(operation);
  // A failing JSON.parse of a long XML document is slow.
  if (sometimes.length === 0 || !STARTS_AS_JSON.test(request.body))
    return { always, applicable: NO_RESULTS };
  const message = parseJson(request.body);
  if (typeof message !== 'object' || message === null) return { always, applicable: NO_RESULTS };
  const applicable = sometimes.filter(({ requirement: { appliesTo } }) =>
    appliesTo?.(message as never),
  );
  return { always, applicable };
}

/**
 * Results for the response of a partner. A probe expects a refusal: a success is no evidence of
 * anything.
 */
export function checkOutboundExchange(
  exchange: Exchange,
  operation: Operation,
  rules: RuleValues,
): CheckResult[] {
  const { status, response, probe } = exchange;
  if (status === 0 || (probe && status < 300)) return [];
  const { headers, body } = response;
  const { checkResponse } = operation.api.requirements;
  const all = [
    ...checkResponse({ operation, status, headers, body, isValidCall: !probe, rules }),
    ...checkJsonResponse(operation, body),
  ];
  return probe || status >= 400 ? all : [...all, ...checkSuccess(exchange, operation)];
}

/** Results on the text of a JSON body, whatever the status. */
function checkJsonResponse({ api }: Operation, body: string): CheckResult[] {
  const { json } = api.requirements;
  const value = json && STARTS_AS_JSON.test(body) ? parseJson(body) : undefined;
  if (!json || value === undefined) return [];
  return checkJson(json.response, { text: body, value });
}

function checkSuccess(
  { status, response: received }: Exchange,
  operation: Operation,
): CheckResult[] {
  const { successStatus, otherResponses = [], response, inferredFrom } = operation;
  const derived = derivedRequirements(operation);
  const expected = [successStatus, ...otherResponses.map((one) => one.status)];
  const seen = { pointer: '', expected: String(successStatus), seen: String(status) };
  // An unpublished response may be XML, which the suites check.
  const isOther =
    inferredFrom !== undefined && /xml/i.test(String(received.headers['content-type']));
  const isJson =
    (response?.mediaType === undefined || response.mediaType.endsWith('json')) && !isOther;
  return [
    ...(derived.ok ? [passIf(derived.ok, expected.includes(status), seen)] : []),
    ...(derived.answer && status === successStatus && isJson
      ? [resultOf(derived.answer, ...schemaViolations(operation, received.body))]
      : []),
  ].filter(({ requirement }) => requirement !== undefined);
}

/** The places at which a response breaks its schema. */
function schemaViolations(operation: Operation, body: string) {
  const { response } = operation;
  if (!response?.type) return [];
  const validate = validatorOf(response.type);
  const value = parseJson(body);
  if (value === undefined) return [{ pointer: '', expected: 'JSON', seen: body.slice(0, 100) }];
  if (!response.list) return validate(value).map(violationAt(''));
  if (!Array.isArray(value)) return [{ pointer: '', expected: 'array', seen: typeof value }];
  return value.flatMap((one, index) => validate(one).map(violationAt(`/${index}`)));
}

function violationAt(base: string) {
  return ({ path, expected, seen }: SchemaError) => ({ pointer: base + path, expected, seen });
}

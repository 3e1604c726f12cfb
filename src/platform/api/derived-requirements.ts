import type { Type as Class } from '@nestjs/common';
import { fieldsOf } from '../validation/fields.js';
import type { Api, Operation, RejectionRule } from './operation.js';
import type { Requirement, Actor } from '../requirements/requirement.js';

export type DerivedRequirement = 'ok' | 'answer' | 'schema' | 'token' | 'scope' | 'method';

/** Effects of violations in production, which are the same for every operation. */
const effects: Record<DerivedRequirement | 'role', string> = {
  ok: 'A partner that follows the specification cannot use this operation.',
  answer: 'A client that follows the specification cannot read the response.',
  schema: 'The sender of a wrong message does not learn that it is wrong, or which field it is.',
  token: 'A client does not learn that its token is invalid, or anyone can call the operation.',
  scope:
    'A client can read or change data to which it has no right, or does not learn why it cannot.',
  method: 'A client that uses a wrong method does not learn it.',
  role: 'A partner with a wrong address does not learn it, and its messages are lost.',
};

/** Requirements that follow from the row of an operation in the table of its API. */
export function derivedRequirements(
  operation: Operation,
): Partial<Record<DerivedRequirement, Requirement>> {
  const {
    api,
    method,
    path,
    successStatus,
    body,
    query,
    nonJsonBody,
    response,
    isPublic,
    scope,
    legacyOnly,
  } = operation;
  const { inferredFrom } = operation;
  if (legacyOnly) return {};
  const { rejections, unspecifiedResponses = [] } = api.requirements;
  const call = `${method} ${path}`;
  const requirementOf = (
    name: DerivedRequirement,
    text: string,
    { level, source }: Pick<RejectionRule, 'level' | 'source'>,
  ): Requirement => ({
    id: `${api.requirements.prefix}-${operation.name}-${name}`,
    level: inferredFrom === undefined ? level : 'SHOULD',
    actors: [`${operation.servedBy} server`],
    operations: [operation.name],
    text,
    source: inferredFrom ?? source,
    effect: effects[name],
  });
  const rejectionOf = (name: 'schema' | 'token' | 'scope' | 'method', rejected: string) =>
    requirementOf(
      name,
      `The server answers ${rejections[name].family?.name ?? rejections[name].status} to ${rejected}`,
      rejections[name],
    );
  const table = {
    level: 'MUST' as const,
    source: operation.page ?? `${api.title} ${api.version}, ${operation.operationId}`,
  };
  return {
    ok: requirementOf('ok', `The server answers ${successStatus} to a valid ${call}`, table),
    ...(response?.type && {
      answer: requirementOf(
        'answer',
        `The response to ${call} conforms to its schema`,
        unspecifiedResponses.includes(operation.name)
          ? {
              level: 'SHOULD',
              source: `ours: not described in full; based on ${table.source}`,
            }
          : table,
      ),
    }),
    ...((body ?? nonJsonBody ?? (query && canBeInvalid(query))) && {
      schema: rejectionOf('schema', `a ${call} that violates its schema`),
    }),
    ...(!isPublic && {
      token: rejectionOf('token', `a ${call} without a valid token`),
      scope: rejectionOf(
        'scope',
        `a ${call} with a token ${scope.length > 0 ? 'without the required scope' : 'for another audience'}`,
      ),
    }),
    method: rejectionOf('method', `another method at ${path}`),
  };
}

/** True where a query can be invalid: a parameter is required, or not every text is allowed. */
function canBeInvalid(query: Class): boolean {
  return fieldsOf(query).some(
    ({ required, format, pattern, values }) => required || format || pattern || values,
  );
}

/**
 * The requirement on a party of the API that does not provide the operation: it refuses the call.
 */
export function wrongRoleRequirement(operation: Operation, party: string): Requirement | undefined {
  const { api, method, path, name } = operation;
  const { role } = api.requirements.rejections;
  if (!role || party === operation.servedBy) return undefined;
  return {
    id: `${api.requirements.prefix}-${name}-role-${party}`,
    level: role.level,
    actors: [`${party} server`],
    operations: [name],
    text: `The role ${party} answers ${role.status} to ${method} ${path}`,
    source: role.source,
    effect: effects.role,
  };
}

/**
 * All requirements of an API: its catalogue, then those that follow from its table of operations.
 */
export function requirementsOf(api: Api): Requirement[] {
  const { requirements, operations, parties } = api;
  const table = Object.values(operations).flatMap((operation) => [
    ...Object.values(derivedRequirements(operation)),
    ...Object.keys(parties).flatMap((party) => wrongRoleRequirement(operation, party) ?? []),
  ]);
  return [...Object.values(requirements.catalogue), ...table];
}

const parties = new WeakMap<Requirement, readonly string[]>();

/** Parties that a requirement is on, as client or as server. Kept, because every result asks for them. */
export function partiesOf(requirement: Requirement): readonly string[] {
  let names = parties.get(requirement);
  if (!names) {
    names = [...new Set(requirement.actors.map((one: Actor) => one.split(' ')[0] ?? ''))];
    parties.set(requirement, names);
  }
  return names;
}

/** True for a requirement on that party, as client or as server. */
export function concernsParty(requirement: Requirement, party: string): boolean {
  return partiesOf(requirement).includes(party);
}

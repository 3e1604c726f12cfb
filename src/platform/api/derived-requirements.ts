import type { Type as Class } from '@nestjs/common';
import { fieldsOf } from '../validation/fields.js';
import type { Api, Operation, RejectionRule } from './operation.js';
import type { Requirement, Actor } from '../requirements/requirement.js';

export type DerivedRequirement = 'ok' | 'answer' | 'schema' | 'token' | 'scope' | 'method';

/** What the table of a contract asks of the provider of an operation; what it does not ask is absent. */
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
  const duty = (
    name: string,
    text: string,
    { level, source }: Pick<RejectionRule, 'level' | 'source'>,
  ): Requirement => ({
    id: `${api.requirements.prefix}-${operation.name}-${name}`,
    level: inferredFrom === undefined ? level : 'SHOULD',
    actors: [`${operation.servedBy} server`],
    operations: [operation.name],
    text,
    source: inferredFrom ?? source,
  });
  const refuses = (name: 'schema' | 'token' | 'scope' | 'method', what: string) =>
    duty(name, `${what} is answered ${rejections[name].status}`, rejections[name]);
  const table = {
    level: 'MUST' as const,
    source: `${api.title} ${api.version}, ${operation.operationId}`,
  };
  return {
    ok: duty('ok', `A good ${call} is answered ${successStatus}`, table),
    ...(response?.type && {
      answer: duty('answer', `What ${call} answers is as its schema`, {
        ...table,
        level: unspecifiedResponses.includes(operation.name) ? 'SHOULD' : 'MUST',
      }),
    }),
    ...((body ?? nonJsonBody ?? (query && canBeWrong(query))) && {
      schema: refuses('schema', `A ${call} against its schema`),
    }),
    ...(!isPublic && {
      token: refuses('token', `A ${call} without a good token`),
      scope: refuses(
        'scope',
        `A ${call} with a token for ${scope.length > 0 ? 'no scope of it' : 'another audience'}`,
      ),
    }),
    method: refuses('method', `Another method at ${path}`),
  };
}

/** Whether there is a query that is against its class: not where every text will do, and none has to be there. */
function canBeWrong(query: Class): boolean {
  return fieldsOf(query).some(
    ({ required, format, pattern, values }) => required || format || pattern || values,
  );
}

/** What an operation asks of a party of its contract that does not provide it. */
export function wrongRoleRequirement(operation: Operation, party: string): Requirement | undefined {
  const { api, method, path, name } = operation;
  const { role } = api.requirements.rejections;
  if (!role || party === operation.servedBy) return undefined;
  return {
    id: `${api.requirements.prefix}-${name}-role-${party}`,
    level: role.level,
    actors: [`${party} server`],
    operations: [name],
    text: `${method} ${path} at the ${party} is answered ${role.status}`,
    source: role.source,
  };
}

/** Everything that a contract asks: its catalogue, then what its table comes to. */
export function requirementsOf(api: Api): Requirement[] {
  const { requirements, operations, parties } = api;
  const table = Object.values(operations).flatMap((operation) => [
    ...Object.values(derivedRequirements(operation)),
    ...Object.keys(parties).flatMap((party) => wrongRoleRequirement(operation, party) ?? []),
  ]);
  return [...Object.values(requirements.catalogue), ...table];
}

/** Whether that party, as client or as server, has to meet a requirement. */
export function concernsParty({ actors }: Requirement, party: string): boolean {
  return actors.some((one: Actor) => one.startsWith(`${party} `));
}

import type { Type as Class } from '@nestjs/common';
import { fieldsOf } from './fields.js';
import type { AnswerSeen, Judgement } from './judgement.js';
import type { Contract, Operation } from './operation.js';
import type { Requirement, Who } from './requirement.js';

/** What a provider is to answer to what it must not let pass, and where that is written. */
export interface Refusing {
  status: number;
  level: Requirement['level'];
  source: string;
}

/** What every operation of a contract asks of its callers and of its providers, beside what its catalogue says. */
export interface Asked {
  /** With which the ids of its requirements begin. */
  prefix: string;
  /** What the catalogue says. */
  catalogue: Record<string, Requirement>;
  /** What a message departs from that is against the schema of that operation. */
  valid: (operation: Pick<Operation, 'takes'>) => Requirement;
  /** What a message departs from that comes as another media type; absent: that is against its schema. */
  typed?: (operation: Pick<Operation, 'takes'>) => Requirement;
  /** What a call departs from that has no good token for the operation. */
  authorised: Requirement;
  /** What a call departs from whose token stands in the query; absent: nobody says that it may not. */
  tokenInHeader?: Requirement;
  /** What a call departs from that goes to who does not provide it, or with another method. */
  provided: Requirement;
  /** What an answer of any status says of what the contract asks of all of them. */
  judgeAnswer: (seen: AnswerSeen) => Judgement[];
  /** Operations of whose answers the sources leave something open: their schema is what we find sensible. */
  openAnswers?: readonly string[];
  /** How a provider refuses: what is against the schema, has no good token, has one of too little, or goes astray. */
  refusals: Record<'schema' | 'token' | 'scope' | 'method', Refusing> & { role?: Refusing };
}

export type Duty = 'ok' | 'answer' | 'schema' | 'token' | 'scope' | 'method';

/** What the table of a contract asks of the provider of an operation; what it does not ask is absent. */
export function dutiesOf(operation: Operation): Partial<Record<Duty, Requirement>> {
  const { contract, method, path, ok, body, query, takes, answers, open, scope, legacyOnly } =
    operation;
  const { inferred } = operation;
  if (legacyOnly) return {};
  const { refusals, openAnswers = [] } = contract.asked;
  const call = `${method} ${path}`;
  const duty = (
    name: string,
    text: string,
    { level, source }: Pick<Refusing, 'level' | 'source'>,
  ): Requirement => ({
    id: `${contract.asked.prefix}-${operation.name}-${name}`,
    level: inferred === undefined ? level : 'SHOULD',
    who: [`${operation.servedBy} server`],
    over: [operation.name],
    text,
    source: inferred ?? source,
  });
  const refuses = (name: 'schema' | 'token' | 'scope' | 'method', what: string) =>
    duty(name, `${what} is answered ${refusals[name].status}`, refusals[name]);
  const table = {
    level: 'MUST' as const,
    source: `${contract.title} ${contract.version}, ${operation.id}`,
  };
  return {
    ok: duty('ok', `A good ${call} is answered ${ok}`, table),
    ...(answers?.type && {
      answer: duty('answer', `What ${call} answers is as its schema`, {
        ...table,
        level: openAnswers.includes(operation.name) ? 'SHOULD' : 'MUST',
      }),
    }),
    ...((body ?? takes ?? (query && canBeWrong(query))) && {
      schema: refuses('schema', `A ${call} against its schema`),
    }),
    ...(!open && {
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
export function astrayAt(operation: Operation, party: string): Requirement | undefined {
  const { contract, method, path, name } = operation;
  const { role } = contract.asked.refusals;
  if (!role || party === operation.servedBy) return undefined;
  return {
    id: `${contract.asked.prefix}-${name}-role-${party}`,
    level: role.level,
    who: [`${party} server`],
    over: [name],
    text: `${method} ${path} at the ${party} is answered ${role.status}`,
    source: role.source,
  };
}

/** Everything that a contract asks: its catalogue, then what its table comes to. */
export function requirementsOf(contract: Contract): Requirement[] {
  const { asked, operations, parties } = contract;
  const table = Object.values(operations).flatMap((operation) => [
    ...Object.values(dutiesOf(operation)),
    ...Object.keys(parties).flatMap((party) => astrayAt(operation, party) ?? []),
  ]);
  return [...Object.values(asked.catalogue), ...table];
}

/** Whether that party, as client or as server, has to meet a requirement. */
export function isFor({ who }: Requirement, party: string): boolean {
  return who.some((one: Who) => one.startsWith(`${party} `));
}

import {
  wrongRoleRequirement,
  derivedRequirements,
  type DerivedRequirement,
} from '../../platform/api/derived-requirements.js';
import { routeTemplate } from '../../platform/api/mounts.js';
import type { Api, Operation } from '../../platform/api/operation.js';
import type { Exchange } from '../../platform/journal/exchange.js';
import { invalidVariantsOf, type InvalidVariant } from './invalid-variants.js';
import type { CallOptions, ConformanceSession } from './conformance-session.js';
import { runSequentially, type Test, type TestContext } from './test-context.js';

const AT_ONCE = 6;
const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH'] as const;

/** What the tests that follow from a contract's table have to be told. */
export interface OperationTestOptions {
  /** A good call of an operation, new each time; who cannot make one skips. */
  good: (context: TestContext, operation: Operation) => Promise<CallOptions>;
  /** A call of an operation that the partner does not provide, as good as it can be. */
  astray: (operation: Operation) => CallOptions;
  /** The Authorization of who has a good token, but not for that operation; undefined with a reason: nobody has. */
  tooLittle: (
    session: ConformanceSession,
    operation: Operation,
  ) => Promise<string | { missing: string }>;
  /** What else can be said of the answer to a message that is against its schema. */
  refusedBySchema?: (context: TestContext, exchange: Exchange) => void;
  /** Whether the sources leave open what becomes of such a fault. */
  leavesOpen?: (operation: Operation, broken: InvalidVariant) => boolean;
  /** Operations whose messages are broken in another way than field by field. */
  otherBodies?: readonly string[];
}

/** The tests that follow from the table of a contract for who plays that role. */
export function operationTests(api: Api, role: string, how: OperationTestOptions): Test[] {
  return Object.values(api.operations)
    .filter(({ legacyOnly }) => !legacyOnly)
    .flatMap((operation) =>
      operation.servedBy === role ? servedTests(operation, how) : astrayTests(operation, role, how),
    );
}

function servedTests(operation: Operation, how: OperationTestOptions): Test[] {
  const { method, path, body, query, otherBodies = [] } = { ...operation, ...how };
  const call = `${method} ${path}`;
  const derived = derivedRequirements(operation);
  const test = (
    name: string,
    duty: DerivedRequirement,
    run: (context: TestContext) => Promise<void>,
  ): Test[] => (derived[duty] ? [{ name, verifies: [derived[duty]], run }] : []);
  return [
    ...test(call, 'ok', (context) => goodCall(context, operation, how)),
    ...(body && !otherBodies.includes(operation.name)
      ? test(`${call} with a fault in its body`, 'schema', (context) =>
          brokenBodies(context, operation, how),
        )
      : []),
    ...(query
      ? test(`${call} with a fault in its query`, 'schema', (context) =>
          brokenQueries(context, operation, how),
        )
      : []),
    ...test(`${call} without a good token`, 'token', (context) =>
      badTokens(context, operation, how),
    ),
    ...test(`${call} with a token of too little`, 'scope', (context) =>
      tooLittle(context, operation, how),
    ),
    ...test(`${path} by another method`, 'method', (context) =>
      otherMethods(context, operation, how),
    ),
  ];
}

async function goodCall(
  context: TestContext,
  operation: Operation,
  how: OperationTestOptions,
): Promise<void> {
  const exchange = await context.call(await how.good(context, operation));
  context.answers(derivedRequirements(operation).ok, exchange, operation.successStatus);
}

async function brokenBodies(
  context: TestContext,
  operation: Operation,
  how: OperationTestOptions,
): Promise<void> {
  const { body: message, bodyIsList } = operation;
  if (!message) return;
  /** Each is another message: a repeat of one that was seen may be answered as such. */
  const versions = async (): Promise<{ ask: CallOptions; broken: InvalidVariant[] }> => {
    const ask = await how.good(context, operation);
    const one = (bodyIsList ? (ask.body as object[])[0] : ask.body) as object;
    const broken = invalidVariantsOf(message, one)
      .filter((version) => !how.leavesOpen?.(operation, version))
      .map((version) => (bodyIsList ? { ...version, message: [version.message] } : version));
    return { ask, broken: [...broken, ...unreadable(bodyIsList)] };
  };
  const { broken: all } = await versions();
  await runSequentially([...all.keys()], AT_ONCE, async (index) => {
    const { ask, broken } = await versions();
    const { message: body, pointer, fault: what } = broken[index]!;
    const exchange = await context.call({ ...ask, body, probe: true });
    expectRefused(context, how, operation, exchange, { pointer, what });
  });
}

/** Bodies that are no message at all. */
function unreadable(isList = false): InvalidVariant[] {
  return ['{', '"text"', '', ...(isList ? [] : ['[]'])].map((text) => ({
    fault: text === '' ? 'no body' : `the body ${text}`,
    pointer: '',
    message: text,
  }));
}

async function brokenQueries(
  context: TestContext,
  operation: Operation,
  how: OperationTestOptions,
): Promise<void> {
  const good = await how.good(context, operation);
  const query = good.query ?? {};
  const broken = invalidVariantsOf(operation.query!, query).filter(
    // Everything in a query is text.
    ({ message, pointer }) => typeof (message as never)[pointer.slice(1)] !== 'number',
  );
  await runSequentially(broken, AT_ONCE, async ({ fault, pointer, message }) => {
    const texts = Object.entries(message as object).map(([name, value]) => [name, String(value)]);
    const ask = { ...good, query: Object.fromEntries(texts) as never, probe: true };
    if (fault === 'null') return;
    const what = `?${pointer.slice(1)}: ${fault}`;
    expectRefused(context, how, operation, await context.call(ask), { pointer: '', what });
  });
}

function expectRefused(
  context: TestContext,
  how: OperationTestOptions,
  operation: Operation,
  exchange: Exchange,
  about: { pointer: string; what: string },
): void {
  const { status } = operation.api.requirements.rejections.schema;
  context.answers(derivedRequirements(operation).schema, exchange, status, about);
  if (exchange.status === status) how.refusedBySchema?.(context, exchange);
}

async function badTokens(
  context: TestContext,
  operation: Operation,
  how: OperationTestOptions,
): Promise<void> {
  const { status } = operation.api.requirements.rejections.token;
  const token = await context.lab.token((await how.good(context, operation)).as, operation);
  const tampered = token.slice(0, -8) + token.slice(-8).split('').toReversed().join('');
  const attempts: [string, string | null][] = [
    ['no Authorization', null],
    ['a token that is none', 'Bearer not-a-token'],
    ['a token whose signature was changed', `Bearer ${tampered}`],
    ['another scheme', `Basic ${Buffer.from('demo:demo-secret').toString('base64')}`],
  ];
  await runSequentially(attempts, AT_ONCE, async ([what, authorization]) => {
    const ask = { ...(await how.good(context, operation)), authorization, probe: true };
    context.answers(derivedRequirements(operation).token, await context.call(ask), status, {
      what,
    });
  });
}

async function tooLittle(
  context: TestContext,
  operation: Operation,
  how: OperationTestOptions,
): Promise<void> {
  const { status } = operation.api.requirements.rejections.scope;
  const authorization = await how.tooLittle(context.lab, operation);
  if (typeof authorization !== 'string') return context.skip(authorization.missing);
  const ask = { ...(await how.good(context, operation)), authorization, probe: true };
  context.answers(derivedRequirements(operation).scope, await context.call(ask), status);
}

/** A method that is another operation of that path is not another method. */
async function otherMethods(
  context: TestContext,
  operation: Operation,
  how: OperationTestOptions,
): Promise<void> {
  const { api, path, name } = operation;
  const { status } = api.requirements.rejections.method;
  const here = Object.values(api.operations).filter((one) => matches(one.path, path));
  const free = METHODS.filter((method) => !here.some((one) => one.method === method));
  const good = await how.good(context, operation);
  await runSequentially(free, AT_ONCE, async (method) => {
    const body = method === 'GET' || method === 'DELETE' ? undefined : good.body;
    const exchange = await context.call({ ...good, method, body, probe: true });
    context.answers(derivedRequirements(api.operations[name]!).method, exchange, status, {
      what: method,
    });
  });
}

function matches(pattern: string, path: string): boolean {
  const parts = routeTemplate(pattern).split('/');
  const asked = path.split('/');
  return (
    parts.length === asked.length &&
    parts.every((part, index) => part.startsWith(':') || part === asked[index])
  );
}

function astrayTests(operation: Operation, role: string, how: OperationTestOptions): Test[] {
  const requirement = wrongRoleRequirement(operation, role);
  if (!requirement) return [];
  const { method, path, api } = operation;
  const status = api.requirements.rejections.role?.status ?? 405;
  return [
    {
      name: `${method} ${path}, which another role provides`,
      verifies: [requirement],
      run: async (context) => {
        const exchange = await context.call({ ...how.astray(operation), probe: true });
        context.answers(requirement, exchange, status);
      },
    },
  ];
}

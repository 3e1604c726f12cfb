import { astrayAt, dutiesOf, type Duty } from '../../kernel/contract/duties.js';
import { template } from '../../kernel/contract/places.js';
import type { Contract, Operation } from '../../kernel/contract/operation.js';
import type { Exchange } from '../../kernel/journal/exchange.js';
import { brokenVersionsOf, type Broken } from './broken.js';
import type { Ask, Lab } from './lab.js';
import { inTurns, type Test, type Trial } from './trial.js';

const AT_ONCE = 6;
const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH'] as const;

/** What the tests that follow from a contract's table have to be told. */
export interface TableHow {
  /** A good call of an operation, new each time; who cannot make one skips. */
  good: (trial: Trial, operation: Operation) => Promise<Ask>;
  /** A call of an operation that the partner does not provide, as good as it can be. */
  astray: (operation: Operation) => Ask;
  /** The Authorization of who has a good token, but not for that operation; undefined with a reason: nobody has. */
  tooLittle: (lab: Lab, operation: Operation) => Promise<string | { missing: string }>;
  /** What else can be said of the answer to a message that is against its schema. */
  refusedBySchema?: (trial: Trial, exchange: Exchange) => void;
  /** Whether the sources leave open what becomes of such a fault. */
  leavesOpen?: (operation: Operation, broken: Broken) => boolean;
  /** Operations whose messages are broken in another way than field by field. */
  otherBodies?: readonly string[];
}

/** The tests that follow from the table of a contract for who plays that role. */
export function tableTests(contract: Contract, role: string, how: TableHow): Test[] {
  return Object.values(contract.operations)
    .filter(({ legacyOnly }) => !legacyOnly)
    .flatMap((operation) =>
      operation.servedBy === role ? servedTests(operation, how) : astrayTests(operation, role, how),
    );
}

function servedTests(operation: Operation, how: TableHow): Test[] {
  const { method, path, body, query, otherBodies = [] } = { ...operation, ...how };
  const call = `${method} ${path}`;
  const duties = dutiesOf(operation);
  const test = (name: string, duty: Duty, run: (trial: Trial) => Promise<void>): Test[] =>
    duties[duty] ? [{ name, verifies: [duties[duty]], run }] : [];
  return [
    ...test(call, 'ok', (trial) => goodCall(trial, operation, how)),
    ...(body && !otherBodies.includes(operation.name)
      ? test(`${call} with a fault in its body`, 'schema', (trial) =>
          brokenBodies(trial, operation, how),
        )
      : []),
    ...(query
      ? test(`${call} with a fault in its query`, 'schema', (trial) =>
          brokenQueries(trial, operation, how),
        )
      : []),
    ...test(`${call} without a good token`, 'token', (trial) => badTokens(trial, operation, how)),
    ...test(`${call} with a token of too little`, 'scope', (trial) =>
      tooLittle(trial, operation, how),
    ),
    ...test(`${path} by another method`, 'method', (trial) => otherMethods(trial, operation, how)),
  ];
}

async function goodCall(trial: Trial, operation: Operation, how: TableHow): Promise<void> {
  const exchange = await trial.call(await how.good(trial, operation));
  trial.answers(dutiesOf(operation).ok, exchange, operation.ok);
}

async function brokenBodies(trial: Trial, operation: Operation, how: TableHow): Promise<void> {
  const { body: message, bodyList } = operation;
  if (!message) return;
  /** Each is another message: a repeat of one that was seen may be answered as such. */
  const versions = async (): Promise<{ ask: Ask; broken: Broken[] }> => {
    const ask = await how.good(trial, operation);
    const one = (bodyList ? (ask.body as object[])[0] : ask.body) as object;
    const broken = brokenVersionsOf(message, one)
      .filter((version) => !how.leavesOpen?.(operation, version))
      .map((version) => (bodyList ? { ...version, message: [version.message] } : version));
    return { ask, broken: [...broken, ...unreadable(bodyList)] };
  };
  const { broken: all } = await versions();
  await inTurns([...all.keys()], AT_ONCE, async (index) => {
    const { ask, broken } = await versions();
    const { message: body, pointer, fault: what } = broken[index]!;
    const exchange = await trial.call({ ...ask, body, probe: true });
    expectRefused(trial, how, operation, exchange, { pointer, what });
  });
}

/** Bodies that are no message at all. */
function unreadable(isList = false): Broken[] {
  return ['{', '"text"', '', ...(isList ? [] : ['[]'])].map((text) => ({
    fault: text === '' ? 'no body' : `the body ${text}`,
    pointer: '',
    message: text,
  }));
}

async function brokenQueries(trial: Trial, operation: Operation, how: TableHow): Promise<void> {
  const good = await how.good(trial, operation);
  const query = good.query ?? {};
  const broken = brokenVersionsOf(operation.query!, query).filter(
    // Everything in a query is text.
    ({ message, pointer }) => typeof (message as never)[pointer.slice(1)] !== 'number',
  );
  await inTurns(broken, AT_ONCE, async ({ fault, pointer, message }) => {
    const texts = Object.entries(message as object).map(([name, value]) => [name, String(value)]);
    const ask = { ...good, query: Object.fromEntries(texts) as never, probe: true };
    if (fault === 'null') return;
    const what = `?${pointer.slice(1)}: ${fault}`;
    expectRefused(trial, how, operation, await trial.call(ask), { pointer: '', what });
  });
}

function expectRefused(
  trial: Trial,
  how: TableHow,
  operation: Operation,
  exchange: Exchange,
  about: { pointer: string; what: string },
): void {
  const { status } = operation.contract.asked.refusals.schema;
  trial.answers(dutiesOf(operation).schema, exchange, status, about);
  if (exchange.status === status) how.refusedBySchema?.(trial, exchange);
}

async function badTokens(trial: Trial, operation: Operation, how: TableHow): Promise<void> {
  const { status } = operation.contract.asked.refusals.token;
  const token = await trial.lab.token((await how.good(trial, operation)).as, operation);
  const tampered = token.slice(0, -8) + token.slice(-8).split('').toReversed().join('');
  const attempts: [string, string | null][] = [
    ['no Authorization', null],
    ['a token that is none', 'Bearer not-a-token'],
    ['a token whose signature was changed', `Bearer ${tampered}`],
    ['another scheme', `Basic ${Buffer.from('demo:demo-secret').toString('base64')}`],
  ];
  await inTurns(attempts, AT_ONCE, async ([what, authorization]) => {
    const ask = { ...(await how.good(trial, operation)), authorization, probe: true };
    trial.answers(dutiesOf(operation).token, await trial.call(ask), status, { what });
  });
}

async function tooLittle(trial: Trial, operation: Operation, how: TableHow): Promise<void> {
  const { status } = operation.contract.asked.refusals.scope;
  const authorization = await how.tooLittle(trial.lab, operation);
  if (typeof authorization !== 'string') return trial.skip(authorization.missing);
  const ask = { ...(await how.good(trial, operation)), authorization, probe: true };
  trial.answers(dutiesOf(operation).scope, await trial.call(ask), status);
}

/** A method that is another operation of that path is not another method. */
async function otherMethods(trial: Trial, operation: Operation, how: TableHow): Promise<void> {
  const { contract, path, name } = operation;
  const { status } = contract.asked.refusals.method;
  const here = Object.values(contract.operations).filter((one) => matches(one.path, path));
  const free = METHODS.filter((method) => !here.some((one) => one.method === method));
  const good = await how.good(trial, operation);
  await inTurns(free, AT_ONCE, async (method) => {
    const body = method === 'GET' || method === 'DELETE' ? undefined : good.body;
    const exchange = await trial.call({ ...good, method, body, probe: true });
    trial.answers(dutiesOf(contract.operations[name]!).method, exchange, status, { what: method });
  });
}

function matches(pattern: string, path: string): boolean {
  const parts = template(pattern).split('/');
  const asked = path.split('/');
  return (
    parts.length === asked.length &&
    parts.every((part, index) => part.startsWith(':') || part === asked[index])
  );
}

function astrayTests(operation: Operation, role: string, how: TableHow): Test[] {
  const requirement = astrayAt(operation, role);
  if (!requirement) return [];
  const { method, path, contract } = operation;
  const status = contract.asked.refusals.role?.status ?? 405;
  return [
    {
      name: `${method} ${path}, which another role provides`,
      verifies: [requirement],
      run: async (trial) => {
        const exchange = await trial.call({ ...how.astray(operation), probe: true });
        trial.answers(requirement, exchange, status);
      },
    },
  ];
}

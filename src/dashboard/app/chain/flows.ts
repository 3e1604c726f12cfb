import type { Api, Apis, Operation } from '../api/apis.js';
import type { Exchange } from '../api/types.js';
import type { Delivery } from './chain-api.js';

/** Stands for the clients of an operation that several parties call. */
export const CLIENTS = '*';

/** Operations that one party calls at a role. */
export interface Flow {
  from: string;
  to: string;
  operations: Operation[];
}

/** A flow with its traffic. */
export interface CountedFlow extends Flow {
  exchanges: number;
  /** Messages in the outbox that wait. */
  inFlight: number;
}

/** A party that calls, or a role. */
export interface Party {
  name: string;
  isRole: boolean;
  /** True: Ketenlab plays it. */
  isServed: boolean;
}

/** The parties and flows of the APIs of one organisation. */
export interface Family {
  name: string;
  titles: string[];
  parties: Party[];
  flows: Flow[];
}

export function familiesOf({ apis, roles }: Apis): Family[] {
  return [...new Set(apis.map(({ family }) => family))].map((name) => {
    const own = apis.filter(({ family }) => family === name);
    const flows = flowsOf(own);
    const parties = [...new Set(flows.flatMap(({ from, to }) => [from, to]))];
    return {
      name,
      titles: own.map(({ title, version }) => `${title} ${version}`),
      flows,
      parties: parties.map((party) => {
        const role = roles.find((one) => one.name === party);
        return { name: party, isRole: role !== undefined, isServed: role?.served === true };
      }),
    };
  });
}

function flowsOf(apis: readonly Api[]): Flow[] {
  const flows = new Map<string, Flow>();
  for (const operation of apis.flatMap(({ operations }) => operations)) {
    const { callers, servedBy: to } = operation;
    // The clients of each role are a party of their own.
    const from = callers.length === 1 ? (callers[0] ?? '') : CLIENTS + to;
    const key = `${from} ${to}`;
    const flow = flows.get(key) ?? { from, to, operations: [] };
    flow.operations.push(operation);
    flows.set(key, flow);
  }
  return [...flows.values()];
}

/** Counts the traffic of each flow. A call between two roles of Ketenlab is in the journal twice, and counts once. */
export function countedFlows(
  flows: readonly Flow[],
  exchanges: readonly Exchange[],
  waiting: readonly Delivery[],
): CountedFlow[] {
  const counts = new Map<string, number>();
  const add = (key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const { operation, direction, peer, role } of exchanges)
    if (direction === 'inbound') add(`${operation} at ${role}`);
    else if (peer === 'partner') add(`${operation} from ${role}`);
  for (const { operation, to } of waiting) add(`${operation} waits for ${to}`);
  const sum = (numbers: (number | undefined)[]): number =>
    numbers.reduce<number>((total, count = 0) => total + count, 0);
  return flows.map((flow) => ({
    ...flow,
    exchanges: sum(
      flow.operations.flatMap(({ operationId, servedBy }) => [
        counts.get(`${operationId} at ${servedBy}`),
        counts.get(`${operationId} from ${flow.from}`),
      ]),
    ),
    inFlight: sum(
      flow.operations.map(({ operationId, servedBy }) =>
        counts.get(`${operationId} waits for ${servedBy}`),
      ),
    ),
  }));
}

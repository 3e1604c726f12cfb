/** A magic value: a message that contains it triggers a behaviour of our side. */
export interface Scenario {
  id: string;
  api: string;
  /** Name of the wire field. */
  field: string;
  value: string;
  /** Name of the behaviour. */
  behaviour: string;
  description: string;
  /** ISO 8601 duration, for a behaviour that takes time. */
  after?: string;
}

/** Injection token of the magic values of the served roles. */
export const SCENARIOS = Symbol('scenarios');

type Row = readonly [
  field: string,
  value: string,
  behaviour: string,
  description: string,
  after?: string,
];

/** Turns a table of magic values into the catalogue of an API. */
export function defineScenarios(api: string, rows: readonly Row[]): Scenario[] {
  return rows.map(([field, value, behaviour, description, after]) => ({
    id: `${api}-${behaviour}`,
    api,
    field,
    value,
    behaviour,
    description,
    ...(after !== undefined && { after }),
  }));
}

/** A triggered behaviour, with its duration where it takes time. */
export interface TriggeredBehaviour {
  behaviour: string;
  afterMs: number;
}

/** Finds a triggered behaviour by name. */
export function findBehaviour(
  triggered: readonly TriggeredBehaviour[],
  behaviour: string,
): TriggeredBehaviour | undefined {
  return triggered.find((one) => one.behaviour === behaviour);
}

/** A magic value: a message that holds it makes our side behave in a particular way. */
export interface Scenario {
  id: string;
  api: string;
  /** Name of the wire field. */
  field: string;
  value: string;
  /** The behaviour in one word, for machines. */
  behaviour: string;
  description: string;
  /** ISO 8601 duration, of a behaviour that takes time. */
  after?: string;
}

/** Injection token of every scenario of the served roles. */
export const SCENARIOS = Symbol('scenarios');

type Row = readonly [
  field: string,
  value: string,
  behaviour: string,
  description: string,
  after?: string,
];

/** Makes a table of magic values into the catalogue of an API. */
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

/** A behaviour that a message calls for, and how long it takes where it takes time. */
export interface TriggeredBehaviour {
  behaviour: string;
  afterMs: number;
}

/** Of those that are called for, the one of that name. */
export function findBehaviour(
  called: readonly TriggeredBehaviour[],
  behaviour: string,
): TriggeredBehaviour | undefined {
  return called.find((one) => one.behaviour === behaviour);
}

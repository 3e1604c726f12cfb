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
}

/** Injection token of every scenario of the served roles. */
export const SCENARIOS = Symbol('scenarios');

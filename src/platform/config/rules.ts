/** Values of the switches for rules on which the sources disagree, by name. */
export type RuleValues = Readonly<Record<string, string>>;

/** A switch for a rule on which the sources disagree; the first value is the default. */
export interface RuleSwitch {
  name: string;
  values: readonly [string, ...string[]];
  about: string;
  source: string;
  otherReading: string;
}

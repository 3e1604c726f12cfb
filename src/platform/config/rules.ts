/**
 * Values of the switches for rules on which the sources disagree, by name. A rule that can differ
 * per API has a list of `api=value`.
 */
export type RuleValues = Readonly<Record<string, string>>;

/** A switch for a rule on which the sources disagree; the first value is the default. */
export interface RuleSwitch {
  name: string;
  values: readonly [string, ...string[]];
  /** True: each API of the family can have a value of its own. */
  perApi?: boolean;
  about: string;
  /** Sentence about the value that is not the default, for the documents. */
  effect: string;
  source: string;
  otherReading: string;
}

/** A rule with the APIs that can have a value of their own. */
export type KnownRule = RuleSwitch & { apis: readonly string[] };

/** Value of a rule for an API. */
export function ruleValueFor(value: string | undefined, api: string | undefined): string {
  const perApi = new Map(pairsOf(value ?? ''));
  return perApi.get(api ?? '') ?? perApi.get('') ?? '';
}

/**
 * Completes the value of a rule: one allowed value, or a list of `api=value` in which the other APIs
 * get the default. Undefined: the value is not allowed.
 */
export function completeRuleValue({ values, apis }: KnownRule, value: string): string | undefined {
  if (values.includes(value)) return value;
  const pairs = pairsOf(value);
  const perApi = new Map(pairs);
  const isAllowed = pairs.every(([api, one]) => apis.includes(api) && values.includes(one));
  if (!isAllowed || perApi.size < pairs.length) return undefined;
  return apis.map((api) => `${api}=${perApi.get(api) ?? values[0]}`).join(',');
}

/** Describes the allowed values of a rule, for error texts. */
export function allowedValuesOf({ values, apis }: KnownRule): string {
  const either = `one of ${values.join(', ')}`;
  const pairs = apis.map((api, index) => `${api}=${values[index % values.length]}`);
  return apis.length > 0 ? `${either}, or a value for each API: ${pairs.join(',')}` : either;
}

/** The pairs of API and value; a value for all APIs has the API ''. */
function pairsOf(value: string): [api: string, value: string][] {
  return value.split(',').map((part) => {
    const [first = '', second] = part.split('=', 2).map((text) => text.trim());
    return second === undefined ? ['', first] : [first, second];
  });
}

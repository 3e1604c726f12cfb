const SECRETS = new Set(['access_token', 'client_secret', 'clientSecret']);
const SHOWN = 3;

/** The value with shortened tokens and secrets. Of a long list it has the first item only. */
export function masked(value: unknown): unknown {
  if (Array.isArray(value)) {
    const [first, ...rest] = value.map(masked);
    return rest.length < SHOWN ? [...value.map(masked)] : [first, `… ${rest.length} more`];
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      SECRETS.has(name) && typeof one === 'string' ? `${one.slice(0, SHOWN)}…` : masked(one),
    ]),
  );
}

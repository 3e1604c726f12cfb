const SECRETS = new Set(['access_token', 'client_secret', 'clientSecret']);
const SHOWN = 3;

/** The value with shortened tokens and secrets. */
export function masked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      SECRETS.has(name) && typeof one === 'string' ? `${one.slice(0, SHOWN)}…` : masked(one),
    ]),
  );
}

/** A form as it is sent, with a shortened secret and without its encoding, so that it can be read. */
export function formText(form: Readonly<Record<string, string>>): string {
  return Object.entries(masked(form) as Record<string, string>)
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

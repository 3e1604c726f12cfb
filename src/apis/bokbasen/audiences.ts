/** The services of Bokbasen for which there are tokens, by the last part of their audience. */
const SERVICES = ['orders', 'dds', 'bokskya', 'reporting'];
const REAL = ['https://api.bokbasen.io', 'https://api.stage.bokbasen.io'];
/** Before which path this sandbox has them. */
export const BASE = '/bokbasen';

/** The audience of a service as Bokbasen prints it. */
export function audienceOf(service: string): string {
  return `${REAL[0]}/${service}/`;
}

/**
 * The service that an audience names: under a real host, or under a base by which this sandbox is reached, since real
 * clients build the audience from their base URL. The trailing slash counts; undefined: there is no such service.
 */
export function serviceOf(audience: string, reached: readonly string[]): string | undefined {
  const bases = [...REAL, ...reached.flatMap((base) => [base, base + BASE])].map(withoutScheme);
  const audienceBase = withoutScheme(audience);
  return SERVICES.find((service) => bases.some((base) => audienceBase === `${base}/${service}/`));
}

/** The service that a token of ours is for, by its `aud`. */
export function serviceOfToken({
  aud,
  iss,
}: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof aud !== 'string' || aud === iss) return undefined;
  return SERVICES.find((service) => aud.endsWith(`/${service}/`));
}

/** Behind a proxy that speaks TLS, the scheme by which we are reached is not the client's. */
function withoutScheme(url: string): string {
  return url.replace(/^https?:/i, '');
}

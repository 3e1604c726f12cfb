/** Services of Bokbasen with tokens of their own: the last part of an audience. */
const SERVICES = ['orders', 'dds', 'bokskya', 'reporting'];
const REAL = ['https://api.bokbasen.io', 'https://api.stage.bokbasen.io'];
/** Base path of the services in this sandbox. */
export const BASE = '/bokbasen';

/** The audience of a service as Bokbasen prints it. */
export function audienceOf(service: string): string {
  return `${REAL[0]}/${service}/`;
}

/**
 * The service that an audience names: under a real host, or under a base by which this sandbox is
 * reached, since real clients build the audience from their base URL. The trailing slash counts;
 * undefined: there is no such service.
 */
export function serviceOf(audience: string, reached: readonly string[]): string | undefined {
  const bases = [...REAL, ...reached.flatMap((base) => [base, base + BASE])].map(withoutScheme);
  const audienceBase = withoutScheme(audience);
  return SERVICES.find((service) => bases.some((base) => audienceBase === `${base}/${service}/`));
}

/** The service of a token of this sandbox, by its `aud`. */
export function serviceOfToken({
  aud,
  iss,
}: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof aud !== 'string' || aud === iss) return undefined;
  return SERVICES.find((service) => aud.endsWith(`/${service}/`));
}

/**
 * An audience without its scheme: behind a TLS proxy the scheme of a request is not that of the
 * client.
 */
function withoutScheme(url: string): string {
  return url.replace(/^https?:/i, '');
}

import type { Operation } from '../api/apis.js';
import type { Example } from './try-api.js';

/** A request that the user can change. */
export interface Draft {
  values: Readonly<Record<string, string>>;
  body: string;
}

export function draftOf({ parameters, body }: Example): Draft {
  return {
    values: Object.fromEntries(parameters.map(({ name, value }) => [name, value])),
    body: typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body, null, 2),
  };
}

/** Path and query of a request, as they are sent. */
export function targetOf({ path, parameters }: Operation, { values }: Draft): string {
  const valueOf = (name: string): string => values[name] ?? '';
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(valueOf(name)),
  );
  const query = new URLSearchParams(
    parameters
      .filter((one) => one.in === 'query' && valueOf(one.name) !== '')
      .map(({ name }) => [name, valueOf(name)]),
  ).toString();
  return query === '' ? filled : `${filled}?${query}`;
}

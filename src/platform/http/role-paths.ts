import { mountsOf } from '../api/mounts.js';
import type { Operation } from '../api/operation.js';
import type { ServedRole } from '../api/served-role.js';
import { methodNotAllowedHeaders, type PathItem, type Paths } from './common-facts.js';
import { pathParametersOf } from './operation-documentation.js';
import { ownValue } from '../validation/own-value.js';

/**
 * Paths as the API declares them, each in one form; the server of the document has the prefix of
 * the role.
 */
export function servedPaths(paths: Paths, { name, apis }: ServedRole): Paths {
  const mounts = apis.flatMap((api) => mountsOf(api, name));
  const shown = mounts.filter(({ legacy }) => !legacy).map(({ route }) => route);
  const hidden = mounts.filter(({ legacy }) => legacy).map(({ route }) => route);
  const isUnder = (path: string, bases: string[]): string | undefined =>
    bases.find((base) => path.startsWith(`${base}/`));
  return Object.fromEntries(
    Object.entries(paths)
      .filter(([path]) => !path.startsWith('/{role}/') && !isUnder(path, hidden))
      .map(([path, item]) => [path.slice(isUnder(path, shown)?.length ?? 0), item]),
  );
}

/** Paths whose operations another party of the APIs serves, with the other operations of the same path. */
export function unservedPaths({ name, apis }: ServedRole, served: Paths): Paths {
  const items: Paths = {};
  for (const operation of apis.flatMap(({ operations }) => Object.values(operations))) {
    const { path, method, servedBy } = operation;
    if (servedBy === name) continue;
    items[path] = {
      ...ownValue(served, path),
      ...ownValue(items, path),
      [method.toLowerCase()]: notServed(operation),
    };
  }
  return items;
}

function notServed(operation: Operation): PathItem['put'] {
  const { name, summary, api, servedBy } = operation;
  const provider = ownValue(api.parties, servedBy) ?? servedBy;
  const parameters = pathParametersOf(operation);
  return {
    operationId: name,
    summary: `${summary} (served by ${provider})`,
    tags: [provider],
    ...(parameters.length > 0 && {
      parameters: parameters.map((parameter) => ({ ...parameter, in: 'path', required: true })),
    }),
    responses: {
      405: {
        description: `Method Not Allowed: ${provider} provides this endpoint`,
        headers: methodNotAllowedHeaders(api.major !== undefined),
      },
    },
  };
}

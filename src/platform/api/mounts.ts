import type { Api, OperationRow } from './operation.js';

/** One of the base paths of an API at a role: for a version, or for the older platform. */
export interface Mount {
  /** Base path of the registered route. */
  route: string;
  /** Base paths that partners may use instead. */
  bases: readonly string[];
  /** Base paths below the root, when the root plays this role. */
  rootBases: readonly string[];
  /** Full version of the API, where the base path decides it. */
  version?: string;
  legacy: boolean;
}

/** The mounts of an API at a role, the current version first. */
export function mountsOf(api: Api, role: string): Mount[] {
  const { base = `/${role}`, legacyBase, version, major, earlier = [] } = api;
  if (major === undefined) {
    const current = { route: base, bases: [base], rootBases: [''], legacy: false };
    return legacyBase === undefined
      ? [current]
      : [current, { route: legacyBase, bases: [legacyBase], rootBases: [], legacy: true }];
  }
  return [{ version, major }, ...earlier].map((one, index) => {
    const route = `${base}/v${one.major}`;
    // A path without a version means the current one.
    const [bare, bareAtRoot] = index === 0 ? [[base], ['']] : [[], []];
    return {
      route,
      bases: [route, ...bare],
      rootBases: [`/v${one.major}`, ...bareAtRoot],
      version: one.version,
      legacy: false,
    };
  });
}

/**
 * Path of an operation below that mount, with OpenAPI's braces; undefined where it is not served
 * there.
 */
export function mountedPath({ legacy }: Mount, row: OperationRow): string | undefined {
  const { path, legacyPath, legacyOnly } = row;
  if (legacyOnly) return legacy ? path : undefined;
  return legacy ? legacyPath : path;
}

/** A path with its parameters in the syntax of routers: `:id` for `{id}`. */
export function routeTemplate(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

import type { Api, OperationRow } from './operation.js';

/** One of the forms in which a role has the paths of a contract: a version, or those of an older platform. */
export interface Mount {
  /** What stands before the path in the one route that is registered. */
  route: string;
  /** What a partner may have there instead. */
  bases: readonly string[];
  /** The same at the root, when the root plays this role. */
  rootBases: readonly string[];
  /** The full version, where the place decides it. */
  version?: string;
  legacy: boolean;
}

/** Every form in which a role has a contract, the usual one first. */
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
    // Without a version in the path, the current one is meant.
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

/** The path of an operation in that form, with OpenAPI's braces. */
export function mountedPath({ legacy }: Mount, row: OperationRow): string | undefined {
  const { path, legacyPath, legacyOnly } = row;
  if (legacyOnly) return legacy ? path : undefined;
  return legacy ? legacyPath : path;
}

/** A path with its parameters as routers want them. */
export function routeTemplate(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

import findMyWay, { type HTTPMethod, type Instance } from 'find-my-way';
import type { ErrorFormat } from '../errors/error-format.js';
import { problemDetails } from '../errors/problem-details.js';
import type { Api, Operation } from '../api/operation.js';
import { mountedPath, mountsOf, routeTemplate, type Mount } from '../api/mounts.js';
import { OwnRoutes } from './own-routes.js';
import type { ServedRole, ServedFamily } from '../api/served-role.js';
import { ownValue } from '../validation/own-value.js';

/** A path of an API in one of the forms in which it can be requested. */
export interface KnownPath {
  role: ServedRole;
  api: Api;
  /** The path as the operations of the API declare it. */
  path: string;
  mount: Mount;
  /** The prefix of this form. */
  base: string;
  /** The path in this mount, which may differ from `path`. */
  mountedPath: string;
}

/** Reason why no route serves a request, for a 404 or 405. */
export type RouteMatch =
  | { kind: 'unknown-path'; knownPaths: string[] }
  | { kind: 'wrong-method'; allow: string; intended?: Operation | undefined }
  | { kind: 'wrong-role'; allow: string; provider: string; intended: Operation };

interface TokenPath {
  family: ServedFamily;
  methods: readonly string[];
}

export interface PathOptions {
  rootRole?: string | undefined;
  /** False: paths of older platforms are not served. */
  legacy?: boolean;
}

const ANY_METHOD: HTTPMethod = 'GET';

/** Maps request targets to APIs and operations. Pure functions over the tables of operations. */
export class Paths {
  private readonly router = findMyWay({ maxParamLength: 1000 });
  private readonly caseInsensitiveRouter = findMyWay({
    maxParamLength: 1000,
    caseSensitive: false,
  });
  private readonly tokenRouter = findMyWay({ maxParamLength: 1000 });
  /** Routes beside those of APIs and token endpoints. */
  readonly ownRoutes = new OwnRoutes();
  private readonly families: ServedFamily[];
  private readonly legacy: boolean;
  private readonly tokenPaths: string[] = [];
  /** Registered paths, without the names of their parameters. */
  private readonly registered = new Set<string>();
  /** Names of the real hosts, with the path prefix that a request to them gets. */
  private readonly hosts: Map<string, string>;

  constructor(
    private readonly roles: ServedRole[],
    { rootRole, legacy = true }: PathOptions = {},
  ) {
    this.legacy = legacy;
    this.families = [...new Set(roles.map(({ family }) => family))];
    this.hosts = new Map(this.families.flatMap(({ hosts }) => Object.entries(hosts ?? {})));
    for (const role of roles) {
      for (const api of role.apis) {
        for (const mount of mountsOf(api, role.name)) {
          if (mount.legacy && !legacy) continue;
          this.register({ role, api, mount }, rootRole);
        }
      }
    }
    for (const family of this.families) {
      const names = roles.filter((role) => role.family === family).map(({ name }) => name);
      const atRoot = rootRole === undefined || names.includes(rootRole);
      for (const [path, methods] of Object.entries(family.tokenPaths(names, atRoot))) {
        if (!legacy && isUnder(path, family.legacyBase)) continue;
        this.tokenPaths.push(path);
        this.tokenRouter.on(ANY_METHOD, routeTemplate(path), () => undefined, { family, methods });
      }
    }
  }

  /**
   * Rewrites a request target, in any supported form, to the path under which its route is
   * registered.
   */
  rewrite(target: string, host?: string): string {
    const url = this.withHostPrefix(target, host);
    const [path, query] = splitTarget(url);
    const known = this.findExact(path);
    if (known) return known.mount.route + path.slice(known.base.length) + query;
    const match = this.findCaseInsensitive(path);
    return match ? match.mount.route + normalizeCase(path, match) + query : url;
  }

  /**
   * Finds the API path of a rewritten path. A static path has precedence over one with a parameter.
   */
  at(url: string): KnownPath | undefined {
    return this.find(splitTarget(url)[0]);
  }

  /** Operations of all methods that the role serves at a path. */
  servedOperations({ role, api, path }: KnownPath): Operation[] {
    return operationsAt(api, path).filter((operation) => operation.servedBy === role.name);
  }

  /** Path of an operation in the form of a request: host alias, root or prefix. */
  pathInFormOf(target: string, host: string | undefined, operation: Operation): string {
    const known = this.find(splitTarget(this.withHostPrefix(originForm(target), host))[0]);
    if (!known) return operation.path;
    const path = known.base + (mountedPath(known.mount, operation) ?? operation.path);
    const alias = this.aliasOf(host) ?? '';
    return path.startsWith(alias) ? path.slice(alias.length) : path;
  }

  /** Path prefix of a real host name; undefined for other hosts. */
  aliasOf(host: string | undefined): string | undefined {
    return this.hosts.get((host ?? '').replace(/:\d+$/, '').toLowerCase());
  }

  /** Determines why no route serves a rewritten path and method. */
  matchRoute(method: string, url: string): RouteMatch {
    const [path] = splitTarget(url);
    const known = this.find(path);
    if (known) return matchOperation(method, known);
    const token = this.tokenPath(path);
    if (token) return { kind: 'wrong-method', allow: token.methods.join(', ') };
    const own = this.ownRoutes.methodsOf(path);
    if (own.length > 0) return { kind: 'wrong-method', allow: own.join(', ') };
    return { kind: 'unknown-path', knownPaths: this.pathsNear(path) };
  }

  /** Role of a rewritten path, if it belongs to exactly one. */
  roleOf(url: string): ServedRole | undefined {
    const [path] = splitTarget(url);
    const known = this.find(path);
    if (known) return known.role;
    const [role, another] = this.rolesAt(path);
    return another ? undefined : role;
  }

  /** Error format of a rewritten path. */
  errorFormatOf(url: string): ErrorFormat {
    const [path] = splitTarget(url);
    const token = this.tokenPath(path);
    if (token) return token.family.tokenErrorFormat(path);
    return this.rolesAt(path)[0]?.family.errorFormat ?? problemDetails;
  }

  /** True for the paths of token endpoints. */
  isTokenPath(url: string): boolean {
    return this.tokenPath(splitTarget(url)[0]) !== undefined;
  }

  private tokenPath(path: string): TokenPath | undefined {
    return this.tokenRouter.find(ANY_METHOD, path)?.store as TokenPath | undefined;
  }

  /** Served paths with the same first segment as an unknown path, for the 404. */
  private pathsNear(path: string): string[] {
    const first = firstSegment(path);
    const known = this.roles.flatMap(({ name, apis }) =>
      apis.flatMap((api) =>
        mountsOf(api, name)
          .filter(({ route, legacy }) => firstSegment(route) === first && (this.legacy || !legacy))
          .flatMap((mount) =>
            pathsOf(api, mount).map(([, here]) => (mount.legacy ? mount.route + here : here)),
          ),
      ),
    );
    const tokens = this.tokenPaths.filter(
      (one) => firstSegment(one) === first && !first?.includes('{'),
    );
    return [...new Set([...known, ...tokens])];
  }

  /** Roles with a mount that has the first segment of this path. */
  private rolesAt(path: string): ServedRole[] {
    const first = firstSegment(path);
    return this.roles.filter(({ name, apis }) =>
      apis.some((api) => mountsOf(api, name).some(({ route }) => firstSegment(route) === first)),
    );
  }

  /** Prepends the prefix of the host, if it is a real host name. */
  private withHostPrefix(target: string, host: string | undefined): string {
    return (this.aliasOf(host) ?? '') + target;
  }

  private register(at: Pick<KnownPath, 'role' | 'api' | 'mount'>, rootRole?: string): void {
    const { role, api, mount } = at;
    for (const [path, pathHere, anyCase] of pathsOf(api, mount)) {
      const atRoot = rootRole ? role.name === rootRole : role.name === providerOf(api, path);
      for (const base of [...mount.bases, ...(atRoot ? mount.rootBases : [])]) {
        const known: KnownPath = { ...at, path, mountedPath: pathHere, base };
        if (!this.isUnregistered(known)) continue;
        addRoute(this.router, known);
        if (anyCase) addRoute(this.caseInsensitiveRouter, known);
      }
    }
  }

  /**
   * True for a path that is not registered yet. At the root two APIs may have the same path; the
   * first one gets it.
   */
  private isUnregistered({ base, mountedPath: here }: KnownPath): boolean {
    const template = (base + here).replaceAll(/\{\w+\}/g, '{}');
    if (this.registered.has(template)) return false;
    this.registered.add(template);
    return true;
  }

  private find(path: string): KnownPath | undefined {
    return this.findExact(path) ?? this.findCaseInsensitive(path);
  }

  private findExact(path: string): KnownPath | undefined {
    return hasEmptySegment(path)
      ? undefined
      : (this.router.find(ANY_METHOD, path)?.store as KnownPath);
  }

  private findCaseInsensitive(path: string): KnownPath | undefined {
    return hasEmptySegment(path)
      ? undefined
      : (this.caseInsensitiveRouter.find(ANY_METHOD, path)?.store as KnownPath);
  }
}

function addRoute(router: Instance<never>, known: KnownPath): void {
  router.on(ANY_METHOD, routeTemplate(known.base + known.mountedPath), () => undefined, known);
}

/** Path without its prefix, its static segments in the case of the API. */
function normalizeCase(path: string, { base, mountedPath: pathHere }: KnownPath): string {
  const given = path.slice(base.length).split('/');
  return pathHere
    .split('/')
    .map((part, index) => (part.startsWith('{') ? given[index] : part))
    .join('/');
}

function matchOperation(method: string, { role, api, path }: KnownPath): RouteMatch {
  const here = operationsAt(api, path);
  const served = here.filter((operation) => operation.servedBy === role.name);
  const allow = [...new Set(served.map((operation) => operation.method))].join(', ');
  const elsewhere = here.find((operation) => operation.method === method);
  if (!elsewhere) return { kind: 'wrong-method', allow, intended: served[0] };
  return {
    kind: 'wrong-role',
    allow,
    intended: elsewhere,
    provider: ownValue(api.parties, elsewhere.servedBy) ?? elsewhere.servedBy,
  };
}

function operationsAt(api: Api, path: string): Operation[] {
  return Object.values(api.operations).filter((operation) => operation.path === path);
}

/** Paths of an API, each once: as declared, as mounted, and whether their case is ignored. */
function pathsOf(api: Api, mount: Mount): [string, string, boolean][] {
  const paths = new Map<string, [string, string, boolean]>();
  for (const operation of Object.values(api.operations)) {
    const here = mountedPath(mount, operation);
    if (here === undefined) continue;
    paths.set(operation.path, [operation.path, here, operation.caseInsensitivePath ?? false]);
  }
  return [...paths.values()];
}

function providerOf(api: Api, path: string): string | undefined {
  return operationsAt(api, path)[0]?.servedBy;
}

/** True for a path with an empty segment: a parameter is never empty. */
function hasEmptySegment(path: string): boolean {
  return path.endsWith('/') || path.includes('//');
}

function firstSegment(path: string): string | undefined {
  return path.split(/[/?]/, 2)[1];
}

function isUnder(path: string, base: string | undefined): boolean {
  return base !== undefined && (path === base || path.startsWith(`${base}/`));
}

/** Origin form of a target: a server must also accept the absolute form (RFC 9112 §3.2.2). */
export function originForm(target: string): string {
  const path = target.replace(/^https?:\/\/[^/?#]*/i, '');
  // The router takes a target without a slash, like `*`, for the name of a route of its own.
  return path.startsWith('/') ? path : `/${path}`;
}

/** The path without its trailing slash, and the query with its question mark. */
function splitTarget(url: string): [path: string, query: string] {
  const at = url.indexOf('?');
  const path = at < 0 ? url : url.slice(0, at);
  const bare = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
  return [bare, at < 0 ? '' : url.slice(at)];
}

import findMyWay, { type HTTPMethod, type Instance } from 'find-my-way';
import type { ErrorFormat } from '../errors/error-format.js';
import { problemDetails } from '../errors/problem-details.js';
import type { Api, Operation } from '../api/operation.js';
import { mountedPath, mountsOf, routeTemplate, type Mount } from '../api/mounts.js';
import type { ServedRole, ServedFamily } from '../api/served-role.js';

/** A path that some api knows, under one of the forms in which it can be asked for. */
export interface KnownPath {
  role: ServedRole;
  api: Api;
  /** The path as the api prints it. */
  path: string;
  place: Mount;
  /** What stands before it in this form. */
  base: string;
  /** The same path in this place, whatever the api prints. */
  mountedPath: string;
}

/** Why nothing is served: what a 404 or 405 says. */
export type RouteMatch =
  | { kind: 'unknown-path'; known: string[] }
  | { kind: 'wrong-method'; allow: string; meant?: Operation | undefined }
  | { kind: 'wrong-role'; allow: string; provider: string; meant: Operation };

interface TokenPath {
  family: ServedFamily;
  methods: readonly string[];
}

export interface PathOptions {
  rootRole?: string | undefined;
  /** False: what is left of older platforms is not served. */
  legacy?: boolean;
}

const ANY: HTTPMethod = 'GET';

/** Where a request belongs: pure functions over the contracts' tables. */
export class Paths {
  private readonly router = findMyWay({ maxParamLength: 1000 });
  private readonly anyCase = findMyWay({ maxParamLength: 1000, caseSensitive: false });
  private readonly tokenRouter = findMyWay({ maxParamLength: 1000 });
  private readonly families: ServedFamily[];
  private readonly legacy: boolean;
  private readonly tokenPaths: string[] = [];
  /** Paths that are registered, without the names of their parameters. */
  private readonly templates = new Set<string>();
  /** What the real systems are called, and before which path a request to them belongs. */
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
        for (const place of mountsOf(api, role.name)) {
          if (place.legacy && !legacy) continue;
          this.addAll({ role, api, place }, rootRole);
        }
      }
    }
    for (const family of this.families) {
      const names = roles.filter((role) => role.family === family).map(({ name }) => name);
      const atRoot = rootRole === undefined || names.includes(rootRole);
      for (const [path, methods] of Object.entries(family.tokenPaths(names, atRoot))) {
        if (!legacy && isUnder(path, family.legacyBase)) continue;
        this.tokenPaths.push(path);
        this.tokenRouter.on(ANY, routeTemplate(path), () => undefined, { family, methods });
      }
    }
  }

  /** The path under which the routes are registered, for a request in any of the forms that are understood. */
  rewrite(target: string, host?: string): string {
    const url = this.under(target, host);
    const [path, query] = split(url);
    const known = this.exact(path);
    if (known) return known.place.route + path.slice(known.base.length) + query;
    const alike = this.alike(path);
    return alike ? alike.place.route + printed(path, alike) + query : url;
  }

  /** The path of the api to which a rewritten path belongs: a fixed one before one with a parameter. */
  at(url: string): KnownPath | undefined {
    return this.find(split(url)[0]);
  }

  /** The operations that are served at a path, of whatever method. */
  served({ role, api, path }: KnownPath): Operation[] {
    return operationsAt(api, path).filter((operation) => operation.servedBy === role.name);
  }

  /** The path of an operation in the form in which a request came: of its host, of the root, or of a prefix. */
  pathLike(target: string, host: string | undefined, operation: Operation): string {
    const known = this.find(split(this.under(originForm(target), host))[0]);
    if (!known) return operation.path;
    const path = known.base + (mountedPath(known.place, operation) ?? operation.path);
    const alias = this.aliasOf(host) ?? '';
    return path.startsWith(alias) ? path.slice(alias.length) : path;
  }

  /** Before which path a request to this host belongs; undefined: it is no name of a real system. */
  aliasOf(host: string | undefined): string | undefined {
    return this.hosts.get((host ?? '').replace(/:\d+$/, '').toLowerCase());
  }

  /** Judges a rewritten path and method that no route serves. */
  matchRoute(method: string, url: string): RouteMatch {
    const [path] = split(url);
    const known = this.find(path);
    if (known) return judgeOperation(method, known);
    const token = this.tokenPath(path);
    if (token) return { kind: 'wrong-method', allow: token.methods.join(', ') };
    return { kind: 'unknown-path', known: this.knownAt(path) };
  }

  /** The role to which a rewritten path belongs, when it is one alone. */
  roleOf(url: string): ServedRole | undefined {
    const [path] = split(url);
    const known = this.find(path);
    if (known) return known.role;
    const [role, another] = this.rolesAt(path);
    return another ? undefined : role;
  }

  /** In which dialect the errors of a rewritten path are worded. */
  errorFormatOf(url: string): ErrorFormat {
    const [path] = split(url);
    const token = this.tokenPath(path);
    if (token) return token.family.tokenErrorFormat(path);
    return this.rolesAt(path)[0]?.family.errorFormat ?? problemDetails;
  }

  /** Whether a rewritten path is one of a token endpoint, or belongs to one. */
  isTokenPath(url: string): boolean {
    return this.tokenPath(split(url)[0]) !== undefined;
  }

  private tokenPath(path: string): TokenPath | undefined {
    return this.tokenRouter.find(ANY, path)?.store as TokenPath | undefined;
  }

  /** The paths that are served near an unknown one: of the same prefix, in the form in which it is asked for. */
  private knownAt(path: string): string[] {
    const first = firstPart(path);
    const known = this.roles.flatMap(({ name, apis }) =>
      apis.flatMap((api) =>
        mountsOf(api, name)
          .filter(({ route, legacy }) => firstPart(route) === first && (this.legacy || !legacy))
          .flatMap((place) =>
            pathsOf(api, place).map(([, here]) => (place.legacy ? place.route + here : here)),
          ),
      ),
    );
    const tokens = this.tokenPaths.filter(
      (one) => firstPart(one) === first && !first?.includes('{'),
    );
    return [...new Set([...known, ...tokens])];
  }

  /** The roles one of whose places has the first part of this path. */
  private rolesAt(path: string): ServedRole[] {
    const first = firstPart(path);
    return this.roles.filter(({ name, apis }) =>
      apis.some((api) => mountsOf(api, name).some(({ route }) => firstPart(route) === first)),
    );
  }

  /** A target as it is under the prefix of its host. */
  private under(target: string, host: string | undefined): string {
    return (this.aliasOf(host) ?? '') + target;
  }

  private addAll(at: Pick<KnownPath, 'role' | 'api' | 'place'>, rootRole?: string): void {
    const { role, api, place } = at;
    for (const [path, pathHere, anyCase] of pathsOf(api, place)) {
      const atRoot = rootRole ? role.name === rootRole : role.name === providerOf(api, path);
      for (const asked of [...place.bases, ...(atRoot ? place.rootBases : [])]) {
        const known: KnownPath = { ...at, path, mountedPath: pathHere, base: asked };
        if (!this.isNew(known)) continue;
        add(this.router, known);
        if (anyCase) add(this.anyCase, known);
      }
    }
  }

  /** At the root two APIs may have the same path: it belongs to the first. */
  private isNew({ base, mountedPath: here }: KnownPath): boolean {
    const template = (base + here).replaceAll(/\{\w+\}/g, '{}');
    if (this.templates.has(template)) return false;
    this.templates.add(template);
    return true;
  }

  private find(path: string): KnownPath | undefined {
    return this.exact(path) ?? this.alike(path);
  }

  private exact(path: string): KnownPath | undefined {
    return hasEmptyPart(path) ? undefined : (this.router.find(ANY, path)?.store as KnownPath);
  }

  private alike(path: string): KnownPath | undefined {
    return hasEmptyPart(path) ? undefined : (this.anyCase.find(ANY, path)?.store as KnownPath);
  }
}

function add(router: Instance<never>, known: KnownPath): void {
  router.on(ANY, routeTemplate(known.base + known.mountedPath), () => undefined, known);
}

/** An asked path behind its prefix, its fixed parts in the letters that the api prints. */
function printed(path: string, { base: asked, mountedPath: pathHere }: KnownPath): string {
  const given = path.slice(asked.length).split('/');
  return pathHere
    .split('/')
    .map((part, index) => (part.startsWith('{') ? given[index] : part))
    .join('/');
}

function judgeOperation(method: string, { role, api, path }: KnownPath): RouteMatch {
  const here = operationsAt(api, path);
  const served = here.filter((operation) => operation.servedBy === role.name);
  const allow = [...new Set(served.map((operation) => operation.method))].join(', ');
  const elsewhere = here.find((operation) => operation.method === method);
  if (!elsewhere) return { kind: 'wrong-method', allow, meant: served[0] };
  return {
    kind: 'wrong-role',
    allow,
    meant: elsewhere,
    provider: api.parties[elsewhere.servedBy] ?? elsewhere.servedBy,
  };
}

function operationsAt(api: Api, path: string): Operation[] {
  return Object.values(api.operations).filter((operation) => operation.path === path);
}

/** The paths of a api, each once: as it prints them, as they are at that place, and whether their case matters. */
function pathsOf(api: Api, place: Mount): [string, string, boolean][] {
  const paths = new Map<string, [string, string, boolean]>();
  for (const operation of Object.values(api.operations)) {
    const here = mountedPath(place, operation);
    if (here === undefined) continue;
    paths.set(operation.path, [operation.path, here, operation.caseInsensitivePath ?? false]);
  }
  return [...paths.values()];
}

function providerOf(api: Api, path: string): string | undefined {
  return operationsAt(api, path)[0]?.servedBy;
}

/** A parameter is never empty. */
function hasEmptyPart(path: string): boolean {
  return path.endsWith('/') || path.includes('//');
}

function firstPart(path: string): string | undefined {
  return path.split(/[/?]/, 2)[1];
}

function isUnder(path: string, base: string | undefined): boolean {
  return base !== undefined && (path === base || path.startsWith(`${base}/`));
}

/** RFC 9112 §3.2.2: a server takes the absolute form of a target too. */
export function originForm(target: string): string {
  return /^https?:\/\//i.test(target) ? target.replace(/^https?:\/\/[^/?]*/i, '') || '/' : target;
}

/** The path without its trailing slash, and the query with its question mark. */
function split(url: string): [path: string, query: string] {
  const at = url.indexOf('?');
  const path = at < 0 ? url : url.slice(0, at);
  const bare = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
  return [bare, at < 0 ? '' : url.slice(at)];
}

import findMyWay from 'find-my-way';
import type { Dialect } from '../problem/dialect.js';
import { problemDetails } from '../problem/problem-details.js';
import { oauthErrors } from '../auth/oauth-errors.js';
import type { Contract, Operation } from './operation.js';
import type { Role } from './role.js';
import { versionsOf } from './versions.js';

/** A path that some contract knows, under one of the forms in which it can be asked for. */
interface KnownPath {
  role: Role;
  contract: Contract;
  /** The path as the contract prints it. */
  path: string;
  /** What the asked path begins with, and what the routes of the role have instead. */
  asked: string;
  canonical: string;
}

/** Why nothing is served: what a 404 or 405 says. */
export type Verdict =
  | { kind: 'unknown-path'; known: string[] }
  | { kind: 'wrong-method'; allow: string; contract?: Contract }
  | { kind: 'wrong-role'; allow: string; contract: Contract; provider: string };

/** Where a request belongs: pure functions over the contracts' tables. */
export class Paths {
  private readonly router = findMyWay({ maxParamLength: 1000 });

  constructor(
    private readonly roles: Role[],
    rootRole?: string,
  ) {
    for (const role of roles) {
      for (const contract of role.contracts) {
        for (const path of pathsOf(contract)) {
          const atRoot = rootRole
            ? role.name === rootRole
            : role.name === providerOf(contract, path);
          const [current, ...earlier] = versionsOf(contract).map(({ major }) => `/v${major}`);
          const add = (asked: string, version: string): void =>
            this.add({ role, contract, path, asked, canonical: `/${role.name}${version}` });
          for (const version of [current!, ...earlier]) {
            add(`/${role.name}${version}`, version);
            if (atRoot) add(version, version);
          }
          add(`/${role.name}`, current!);
          if (atRoot) add('', current!);
        }
      }
    }
  }

  /** The path under which the routes are registered, for a request in any of the forms that are understood. */
  rewrite(url: string): string {
    const [path, query] = split(url);
    const known = this.find(path);
    return known ? known.canonical + path.slice(known.asked.length) + query : url;
  }

  /** The path of the contract to which a rewritten path belongs: a fixed one before one with a parameter. */
  pathAt(url: string): string | undefined {
    return this.find(split(url)[0])?.path;
  }

  /** Judges a rewritten path and method that no route serves. */
  judge(method: string, url: string): Verdict {
    const [path] = split(url);
    const known = this.find(path);
    if (known) return judgeOperation(method, known);
    const tokenMethods = this.tokenMethods(path);
    if (tokenMethods) return { kind: 'wrong-method', allow: tokenMethods.join(', ') };
    const role = this.roleOf(path);
    return { kind: 'unknown-path', known: role ? role.contracts.flatMap(pathsOf) : [] };
  }

  /** The role whose base path this is, if it is one. */
  roleOf(path: string): Role | undefined {
    const name = path.split(/[/?]/, 2)[1];
    return this.roles.find((role) => role.name === name);
  }

  /** In which dialect the errors of a rewritten path are worded. */
  dialectOf(url: string): Dialect {
    const [path] = split(url);
    if (this.tokenMethods(path)) return oauthErrors;
    return this.roleOf(path)?.family.dialect ?? problemDetails;
  }

  private tokenMethods(path: string): readonly string[] | undefined {
    const role = this.roleOf(path);
    const rest = role ? path.slice(role.name.length + 1) : path;
    const families = role ? [role.family] : this.roles.map(({ family }) => family);
    return families
      .map((family) => family.tokenPaths[rest])
      .find((methods) => methods !== undefined);
  }

  private add(known: KnownPath): void {
    const template = (known.asked + known.path).replaceAll(/\{(\w+)\}/g, ':$1');
    this.router.on('GET', template, () => undefined, known);
  }

  private find(path: string): KnownPath | undefined {
    // A parameter is never empty.
    if (path.endsWith('/') || path.includes('//')) return undefined;
    return this.router.find('GET', path)?.store as KnownPath | undefined;
  }
}

function judgeOperation(method: string, { role, contract, path }: KnownPath): Verdict {
  const here = operationsAt(contract, path);
  const served = here.filter((operation) => operation.servedBy === role.name);
  const allow = [...new Set(served.map((operation) => operation.method))].join(', ');
  const elsewhere = here.find((operation) => operation.method === method);
  if (!elsewhere) return { kind: 'wrong-method', allow, contract };
  return {
    kind: 'wrong-role',
    allow,
    contract,
    provider: contract.parties[elsewhere.servedBy] ?? elsewhere.servedBy,
  };
}

function operationsAt(contract: Contract, path: string): Operation[] {
  return Object.values(contract.operations).filter((operation) => operation.path === path);
}

function pathsOf(contract: Contract): string[] {
  return [...new Set(Object.values(contract.operations).map((operation) => operation.path))];
}

function providerOf(contract: Contract, path: string): string | undefined {
  return operationsAt(contract, path)[0]?.servedBy;
}

/** The path without its trailing slash, and the query with its question mark. */
function split(url: string): [path: string, query: string] {
  const at = url.indexOf('?');
  const path = at < 0 ? url : url.slice(0, at);
  const bare = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
  return [bare, at < 0 ? '' : url.slice(at)];
}

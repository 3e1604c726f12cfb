import type { NearMiss } from '../journal/exchange.js';
import type { RouteMatch } from './paths.js';
import { mountedPath, mountsOf } from '../api/mounts.js';
import { editDistance } from '../validation/nearest-name.js';
import type { ServedRole } from '../api/served-role.js';

/** What a difference costs: a method is mistaken more easily than a path. */
const OTHER_METHOD = 1;
const MISSING_PART = 4;
/** A part that has less than half of its letters right is another part. */
const OTHER_PART = 5;
/** Beyond this nothing is near. */
const FARTHEST = 8;

interface Candidate extends Pick<NearMiss, 'role' | 'operation' | 'method' | 'path'> {
  parts: string[];
}

interface Comparison {
  cost: number;
  reasons: string[];
}

/** The operation that was probably meant by a request that hit none; undefined: it comes near none. */
export function nearMissOf(
  verdict: RouteMatch,
  method: string,
  url: string,
  roles: readonly ServedRole[],
): NearMiss | undefined {
  const meant = verdict.kind === 'unknown-path' ? undefined : verdict.meant;
  if (!meant) return nearestOf(method, url, roles);
  const { name: operation, servedBy: role, api, path } = meant;
  const reason =
    verdict.kind === 'wrong-role'
      ? `this role does not serve it; ${role} (${verdict.provider}) does`
      : `expected ${meant.method}, seen ${method}`;
  const [place] = mountsOf(api, role);
  return { operation, role, method: meant.method, path: `${place?.route}${path}`, reason };
}

function nearestOf(
  method: string,
  url: string,
  roles: readonly ServedRole[],
): NearMiss | undefined {
  const [path = ''] = url.split('?');
  const asked = partsOf(path);
  let nearest: { candidate: Candidate; judged: Comparison } | undefined;
  for (const candidate of candidatesOf(roles)) {
    const judged = compareWith(method, asked, candidate);
    if (judged.cost <= FARTHEST && judged.cost < (nearest?.judged.cost ?? Infinity))
      nearest = { candidate, judged };
  }
  if (!nearest) return undefined;
  const { parts: _, ...operation } = nearest.candidate;
  return { ...operation, reason: nearest.judged.reasons.join('; ') };
}

function* candidatesOf(roles: readonly ServedRole[]): Iterable<Candidate> {
  for (const { name: role, apis } of roles) {
    for (const api of apis) {
      for (const place of mountsOf(api, role)) {
        for (const operation of Object.values(api.operations)) {
          const here = mountedPath(place, operation);
          if (operation.servedBy !== role || here === undefined) continue;
          const { name, method } = operation;
          for (const base of [...place.bases, ...place.rootBases]) {
            const path = base + here;
            yield { role, operation: name, method, path, parts: partsOf(path) };
          }
        }
      }
    }
  }
}

function compareWith(method: string, asked: readonly string[], candidate: Candidate): Comparison {
  const { parts } = candidate;
  const judged: Comparison = { cost: 0, reasons: [] };
  let alike = 0;
  const add = (cost: number, reason: string): void => {
    judged.cost += cost;
    judged.reasons.push(reason);
  };
  for (let at = 0; at < Math.max(parts.length, asked.length); at += 1) {
    const [expected, seen] = [parts[at], asked[at]];
    if (expected === undefined) add(MISSING_PART, `/${seen} is too much`);
    else if (seen === undefined) add(MISSING_PART, `/${expected} is missing`);
    else if (!expected.startsWith('{')) {
      const cost = expected === seen ? 0 : costOf(expected, seen);
      if (cost < OTHER_PART) alike += 1;
      if (cost > 0) add(cost, `expected /${expected}, seen /${seen}`);
    }
  }
  if (candidate.method !== method)
    add(OTHER_METHOD, `expected ${candidate.method}, seen ${method}`);
  // Parameters alone are no likeness.
  return alike === 0 ? { cost: Infinity, reasons: [] } : judged;
}

function costOf(expected: string, seen: string): number {
  const distance = editDistance(expected.toLowerCase(), seen.toLowerCase().slice(0, 100));
  return distance * 2 <= expected.length ? Math.max(1, distance) : OTHER_PART;
}

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '');
}

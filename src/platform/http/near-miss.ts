import type { NearMiss } from '../journal/exchange.js';
import type { RouteMatch } from './paths.js';
import { mountedPath, mountsOf } from '../api/mounts.js';
import type { Operation } from '../api/operation.js';
import { editDistance } from '../validation/nearest-name.js';
import type { ServedRole } from '../api/served-role.js';

/** Costs of differences. A method is mistaken more easily than a path. */
const METHOD_COST = 1;
const MISSING_SEGMENT_COST = 4;
/** Cost of a segment with fewer than half of its letters right. */
const OTHER_SEGMENT_COST = 5;
/** Highest cost of a near miss. */
const MAX_COST = 8;

interface Candidate extends Pick<NearMiss, 'role' | 'operation' | 'method' | 'path'> {
  segments: string[];
}

interface Comparison {
  cost: number;
  reasons: string[];
}

/**
 * Finds the operation that a request without a route probably intended; undefined: none is near.
 */
export function findNearMiss(
  match: RouteMatch,
  method: string,
  url: string,
  roles: readonly ServedRole[],
): NearMiss | undefined {
  const intended = match.kind === 'unknown-path' ? undefined : match.intended;
  if (!intended) return findNearest(method, url, roles);
  const { name: operation, servedBy: role } = intended;
  const reason =
    match.kind === 'wrong-role'
      ? `this role does not serve the operation; ${role} (${match.provider}) serves it`
      : `expected ${intended.method}, seen ${method}`;
  return { operation, role, method: intended.method, path: routeOf(intended), reason };
}

/** Path of an operation in the first mount that serves it: one of the older platform may be only there. */
function routeOf(operation: Operation): string {
  const { api, servedBy, path } = operation;
  const routes = mountsOf(api, servedBy).flatMap((mount) => {
    const here = mountedPath(mount, operation);
    return here === undefined ? [] : [mount.route + here];
  });
  return routes[0] ?? path;
}

function findNearest(
  method: string,
  url: string,
  roles: readonly ServedRole[],
): NearMiss | undefined {
  const [path = ''] = url.split('?');
  const segments = segmentsOf(path);
  let nearest: { candidate: Candidate; comparison: Comparison } | undefined;
  for (const candidate of candidatesOf(roles)) {
    const comparison = compareWith(method, segments, candidate);
    if (comparison.cost <= MAX_COST && comparison.cost < (nearest?.comparison.cost ?? Infinity))
      nearest = { candidate, comparison };
  }
  if (!nearest) return undefined;
  const { segments: _, ...operation } = nearest.candidate;
  return { ...operation, reason: nearest.comparison.reasons.join('; ') };
}

function* candidatesOf(roles: readonly ServedRole[]): Iterable<Candidate> {
  for (const { name: role, apis } of roles) {
    for (const api of apis) {
      for (const mount of mountsOf(api, role)) {
        for (const operation of Object.values(api.operations)) {
          const here = mountedPath(mount, operation);
          if (operation.servedBy !== role || here === undefined) continue;
          const { name, method } = operation;
          for (const base of [...mount.bases, ...mount.rootBases]) {
            const path = base + here;
            yield { role, operation: name, method, path, segments: segmentsOf(path) };
          }
        }
      }
    }
  }
}

function compareWith(
  method: string,
  segments: readonly string[],
  candidate: Candidate,
): Comparison {
  const { segments: parts } = candidate;
  const comparison: Comparison = { cost: 0, reasons: [] };
  let similar = 0;
  const add = (cost: number, reason: string): void => {
    comparison.cost += cost;
    comparison.reasons.push(reason);
  };
  for (let at = 0; at < Math.max(parts.length, segments.length); at += 1) {
    const [expected, actual] = [parts[at], segments[at]];
    if (expected === undefined) add(MISSING_SEGMENT_COST, `unexpected /${actual}`);
    else if (actual === undefined) add(MISSING_SEGMENT_COST, `missing /${expected}`);
    else if (!expected.startsWith('{')) {
      const cost = expected === actual ? 0 : segmentCost(expected, actual);
      if (cost < OTHER_SEGMENT_COST) similar += 1;
      if (cost > 0) add(cost, `expected /${expected}, seen /${actual}`);
    }
  }
  if (candidate.method !== method) add(METHOD_COST, `expected ${candidate.method}, seen ${method}`);
  // Matching parameters alone do not count as similar.
  return similar === 0 ? { cost: Infinity, reasons: [] } : comparison;
}

function segmentCost(expected: string, actual: string): number {
  const distance = editDistance(expected.toLowerCase(), actual.toLowerCase().slice(0, 100));
  return distance * 2 <= expected.length ? Math.max(1, distance) : OTHER_SEGMENT_COST;
}

function segmentsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '');
}

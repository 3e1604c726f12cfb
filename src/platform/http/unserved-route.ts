import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ServedRole } from '../api/served-role.js';
import { methodNotAllowed, type Problem } from '../errors/problem.js';
import { fail } from '../requirements/check-result.js';
import { isPreflight } from './cors.js';
import { findNearMiss } from './near-miss.js';
import type { Paths, RouteMatch } from './paths.js';

/** Problem of a request that no route serves: 405 for a wrong role or method, 404 for an unknown path. */
export function unservedRouteProblem(
  paths: Paths,
  roles: ServedRole[],
  request: FastifyRequest,
  reply: FastifyReply,
): Problem {
  const { method, url, exchange, originalUrl } = request;
  const match = paths.matchRoute(method, url);
  exchange.role = paths.roleOf(url)?.name;
  exchange.nearMiss = findNearMiss(match, method, url, roles);
  // A browser sends a preflight by itself; the client has not called another method.
  if (match.kind !== 'unknown-path' && match.intended && !isPreflight(request)) {
    const { api } = match.intended;
    exchange.api = api.name;
    const { providerRequirement } = api.requirements;
    const expected = match.allow || 'a call to the provider';
    exchange.record([fail(providerRequirement, '', expected, `${method}: ${reasonOf(match)}`)]);
  }
  if (match.kind === 'unknown-path')
    return paths.errorFormatOf(url).unknownPath(originalUrl, match.knownPaths);
  const version = paths.at(url)?.mount.version;
  if (version !== undefined) void reply.header('API-Version', version);
  return methodNotAllowed(method, match.allow, reasonOf(match));
}

function reasonOf(match: Exclude<RouteMatch, { kind: 'unknown-path' }>): string {
  return match.kind === 'wrong-role' ? `wrong-role; provider="${match.provider}"` : 'wrong-method';
}

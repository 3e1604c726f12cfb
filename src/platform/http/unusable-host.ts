import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isUsableHost } from './links.js';
import type { ProblemFilter } from './problem.filter.js';
import { isSandboxPage } from './record-exchanges.js';
import type { Paths } from './paths.js';

/**
 * Answers 400 to a request with an unusable Host header (RFC 9112 §3.2), because links and tokens
 * contain it. A request of HTTP/1.0 can have none, which is enough for the pages of the sandbox: a
 * load balancer reads `/healthz` this way.
 */
export function refuseUnusableHosts(
  fastify: FastifyInstance,
  { paths, filter }: { paths: Paths; filter: ProblemFilter },
): void {
  fastify.addHook('preHandler', (request: FastifyRequest, reply: FastifyReply, done) => {
    const { host, url } = request;
    if (isUsableHost(host) || (host === '' && isSandboxPage(request))) return done();
    const expected = 'a name, and a port if needed';
    const error = { path: 'Host', expected, seen: host || 'nothing' };
    const problem = paths.errorFormatOf(url).schemaIncorrect([error]);
    void reply.send(filter.prepare(problem, request, reply));
    return undefined;
  });
}

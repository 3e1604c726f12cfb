import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppModule } from './app.module.js';
import { openStore } from './kernel/kernel.module.js';
import type { Config } from './config.js';
import { serveDocuments } from './docs.js';
import { Paths, originForm } from './kernel/contract/paths.js';
import { keepRawBodies } from './kernel/contract/raw-body.js';
import { Misbehaviour } from './kernel/faults/misbehaviour.js';
import { Journal } from './kernel/journal/journal.js';
import { recordExchanges, recordRefused } from './kernel/journal/record.js';
import { makeLog, nestLogger } from './kernel/observe/log.js';
import { Metrics } from './kernel/observe/metrics.js';
import { JournaledHttp } from './kernel/outbox/journaled-http.js';
import { ProblemFilter } from './kernel/problem/problem.filter.js';
import { Readiness } from './kernel/readiness.js';
import { roles as everyRole } from './roles/index.js';

/** Builds the application: the whole pipeline of a request, in its order. */
export async function createApp(config: Config): Promise<NestFastifyApplication> {
  const roles = everyRole.filter(({ name }) => config.roles.includes(name));
  const paths = new Paths(roles, config);
  const log = makeLog(config.logLevel);
  const adapter = new FastifyAdapter({
    logger: false,
    // Prefixes, versions, the root and the names of real hosts lead to the one path under which a route is registered.
    rewriteUrl: ({ url = '/', headers }: IncomingMessage) =>
      paths.rewrite(originForm(url), headers.host),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 1000 },
    forceCloseConnections: 'idle',
    // A path that cannot be decoded is one that nobody serves.
    frameworkErrors: (_error: Error, request: FastifyRequest, reply: FastifyReply) => {
      const payload = app.get(ProblemFilter).unreadablePath(request, reply);
      recordRefused(request, reply, payload, recorder());
      void reply.send(payload);
    },
  });
  // Opened before Nest, which would tell a failure in its own way as well.
  const store = await openStore(config, roles, log);
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with({ config, roles, paths, log, store }),
    adapter,
    { bodyParser: false, logger: nestLogger(log), abortOnError: false },
  );
  const recorder = () => ({
    journal: app.get(Journal),
    metrics: app.get(Metrics),
    ownCall: app.get(JournaledHttp).ownCall,
  });
  const fastify = app.getHttpAdapter().getInstance();
  const misbehaviour = app.get(Misbehaviour);
  misbehaviour.spoil(fastify);
  recordExchanges(fastify, recorder());
  misbehaviour.begin(fastify);
  misbehaviour.breakOff(fastify);
  closeWhenStopping(fastify, app.get(Readiness));
  keepRawBodies(fastify);
  app.useGlobalFilters(app.get(ProblemFilter));
  serveDocuments(app, roles);
  await app.init();
  return app;
}

/** A connection that is kept alive would hold up the stop until it times out. */
function closeWhenStopping(fastify: FastifyInstance, readiness: Readiness): void {
  fastify.addHook('onSend', (_, reply, payload, done) => {
    if (readiness.stopping) void reply.header('connection', 'close');
    done(null, payload);
  });
}

/** Listens, and from then on sends what is due. Answers the URL by which the server reaches itself. */
export async function listen(app: NestFastifyApplication, { host, port }: Config): Promise<string> {
  await app.listen(port, host);
  const address = app.getHttpServer().address() as AddressInfo;
  const ownHost = ['0.0.0.0', '::'].includes(address.address) ? '127.0.0.1' : address.address;
  const url = `http://${address.family === 'IPv6' && ownHost.includes(':') ? `[${ownHost}]` : ownHost}:${address.port}`;
  app.get(Readiness).begin(url);
  return url;
}

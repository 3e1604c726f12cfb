import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppModule } from './app.module.js';
import type { Config } from './config.js';
import { serveDocuments } from './docs.js';
import { Paths } from './kernel/contract/paths.js';
import { keepRawBodies } from './kernel/contract/raw-body.js';
import { Journal } from './kernel/journal/journal.js';
import { recordExchanges } from './kernel/journal/record.js';
import { makeLog, nestLogger } from './kernel/observe/log.js';
import { Metrics } from './kernel/observe/metrics.js';
import { PartnerClient } from './kernel/outbox/partner-client.js';
import { ProblemFilter } from './kernel/problem/problem.filter.js';
import { Readiness } from './kernel/readiness.js';
import { roles as everyRole } from './roles/index.js';

/** Builds the application: the whole pipeline of a request, in its order. */
export async function createApp(config: Config): Promise<NestFastifyApplication> {
  const roles = everyRole.filter(({ name }) => config.roles.includes(name));
  const paths = new Paths(roles, config.rootRole);
  const adapter = new FastifyAdapter({
    logger: false,
    // Host aliases, prefixes and versions lead to the one path under which a route is registered.
    rewriteUrl: (request: IncomingMessage) => paths.rewrite(request.url ?? '/'),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 1000 },
    forceCloseConnections: 'idle',
    // A path that cannot be decoded is one that nobody serves.
    frameworkErrors: (_error: Error, _request: unknown, reply: FastifyReply) =>
      void reply.status(404).send(),
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with(config, roles),
    adapter,
    {
      bodyParser: false,
      logger: nestLogger(makeLog(config.logLevel)),
      abortOnError: false,
    },
  );
  const fastify = app.getHttpAdapter().getInstance();
  recordExchanges(fastify, app.get(Journal), app.get(Metrics), app.get(PartnerClient).ownCall);
  keepRawBodies(fastify);
  app.useGlobalFilters(app.get(ProblemFilter));
  serveDocuments(app, roles);
  await app.init();
  return app;
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

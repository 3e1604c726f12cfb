import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppModule } from './app.module.js';
import { openConfiguredStore } from './platform.module.js';
import { closeConnectionsWhenStopping } from './connections.js';
import { serveDocuments } from './documents.js';
import {
  refuseBrowsersOfOtherHosts,
  secureOwnPages,
  secureUndecodablePath,
} from '../control/http/own-pages.js';
import { Cors } from '../platform/http/cors.js';
import { Paths, originForm } from '../platform/http/paths.js';
import { answerMalformed } from '../platform/http/refusals/malformed-requests.js';
import { refuseUnusableHeaders } from '../platform/http/refusals/unusable-headers.js';
import { parseRawBodies } from '../platform/http/raw-body.js';
import { FaultInjector } from '../sandbox/faults/fault-injector.js';
import { Journal } from '../platform/journal/journal.js';
import { recordExchanges, recordRefused } from '../platform/http/record-exchanges.js';
import { logExchanges } from '../platform/journal/log-exchanges.js';
import { createLog, nestLogger } from '../platform/observability/log.js';
import { Metrics } from '../platform/observability/metrics.js';
import { JournaledHttp } from '../platform/outbox/journaled-http.js';
import { ProblemFilter } from '../platform/http/problem.filter.js';
import { refuseUnusableHosts } from '../platform/http/unusable-host.js';
import { RequestRouter } from '../platform/replicas/request-router.js';
import { EXCHANGES_PATH } from '../platform/replicas/stray-exchanges.js';
import { Ownership } from '../platform/workspaces/ownership.js';
import { Readiness } from './readiness.js';
import { withStoredSecrets } from './stored-secrets.js';
import { roles as everyRole } from '../roles/index.js';
import type { Config } from '../platform/config/config.js';
import type { RoleDescriptor } from '../apis/descriptor.js';

/** Time in which a whole request must arrive. */
const REQUEST_TIMEOUT_MS = 60_000;

/** Prefix of the routes of the control API. */
const CONTROL_BASE = '/_sandbox/';

/** Builds the application, with the request pipeline in its order. */
export async function createApp(
  settings: Config,
  knownRoles: readonly RoleDescriptor[] = everyRole,
): Promise<NestFastifyApplication> {
  const roles = knownRoles.filter(({ name }) => settings.roles.includes(name));
  const paths = new Paths(roles, settings);
  const cors = new Cors(settings.corsOrigins, paths);
  const log = createLog(settings);
  const adapter = new FastifyAdapter({
    logger: false,
    // Maps prefixes, versions, the root and the names of real hosts to the registered path of a route.
    rewriteUrl: ({ url = '/', headers }: IncomingMessage) =>
      paths.rewrite(originForm(url), headers.host),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 1000 },
    forceCloseConnections: 'idle',
    // A request that arrives while the server closes is answered like any other.
    return503OnClosing: false,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // Refused by a hook instead, with a reason.
    http: { requireHostHeader: false },
    clientErrorHandler: (error, socket) => {
      answerMalformed(error, socket, refusalServices());
    },
    // A path that cannot be decoded matches no route.
    frameworkErrors: (_error: Error, request: FastifyRequest, reply: FastifyReply) => {
      const prepare = () => {
        cors.addHeaders(request, reply);
        secureUndecodablePath(request, reply);
        return app.get(ProblemFilter).prepareUndecodablePath(request, reply);
      };
      void reply.send(recordRefused(request, reply, prepare, recorder()));
    },
  });
  // Opened before Nest, which would also log a failure in its own format.
  const store = await openConfiguredStore(settings, { roles, knownRoles }, log);
  const ownership = new Ownership();
  if (store.coordinator) {
    ownership.share();
    store.coordinator.fence = ownership;
  }
  const config = await withStoredSecrets(settings, store);
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with({ config, roles, knownRoles, paths, log, store, ownership }),
    adapter,
    { bodyParser: false, logger: nestLogger(log), abortOnError: false },
  );
  const recorder = () => ({
    journal: app.get(Journal),
    metrics: app.get(Metrics),
    ownCall: app.get(JournaledHttp).ownCallSecret,
  });
  const refusalServices = () => ({ ...recorder(), paths, filter: app.get(ProblemFilter) });
  const fastify = app.getHttpAdapter().getInstance();
  const faultInjector = app.get(FaultInjector);
  faultInjector.corruptResponses(fastify);
  const router = app.get(RequestRouter);
  if (ownership.isShared) router.identify(fastify);
  recordExchanges(fastify, recorder());
  cors.register(fastify);
  refuseUnusableHeaders(fastify, refusalServices);
  secureOwnPages(fastify);
  refuseBrowsersOfOtherHosts(fastify, config);
  if (ownership.isShared) router.route(fastify);
  faultInjector.injectBefore(fastify);
  refuseUnusableHosts(fastify, { paths, filter: app.get(ProblemFilter) });
  // Before the faults, which end a response themselves.
  closeConnectionsWhenStopping(fastify, app.get(Readiness), ownership);
  faultInjector.breakConnections(fastify);
  parseRawBodies(fastify);
  fastify.addHook('onRoute', ({ method, url }) => {
    if (url.startsWith(CONTROL_BASE) && url !== EXCHANGES_PATH) paths.ownRoutes.add(method, url);
  });
  logExchanges(app.get(Journal), log, settings.logFormat);
  app.useGlobalFilters(app.get(ProblemFilter));
  serveDocuments(app, roles, config);
  await app.init();
  return app;
}

/** Listens, and starts to send due messages. Returns the URL by which the server reaches itself. */
export async function listen(app: NestFastifyApplication, { host, port }: Config): Promise<string> {
  await app.listen(port, host);
  const address = app.getHttpServer().address() as AddressInfo;
  const ownHost = ['0.0.0.0', '::'].includes(address.address) ? '127.0.0.1' : address.address;
  const url = `http://${address.family === 'IPv6' && ownHost.includes(':') ? `[${ownHost}]` : ownHost}:${address.port}`;
  await app.get(Readiness).start(url);
  return url;
}

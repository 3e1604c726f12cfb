import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { reportSchema } from '../conformance/reports/report-schema.js';
import { completeControlDocument } from '../control/control-document.js';
import { ControlModule } from '../control/control.module.js';
import { controlErrors } from '../control/http/problem.messages.js';
import { SEED_SCHEMA, seedSchema } from '../control/seed/seed-schema.js';
import { asYaml, controlDocument, roleDocument } from '../platform/http/openapi.js';
import type { Config } from '../platform/config/config.js';
import { demoSecret } from '../platform/oauth/client-secret.js';
import { Collections } from '../sandbox/state/collections.js';
import { ApiDirectory } from '../apis/api-directory.js';
import type { RoleDescriptor } from '../apis/descriptor.js';

/** File name of the JSON Schema of conformance.json. */
const REPORT_SCHEMA = 'report.schema.json';

function reportSchemaText(): string {
  return `${JSON.stringify(reportSchema, null, 2)}\n`;
}

/** Content of the generated files in the repository, by name. */
export function committedFiles(
  app: NestFastifyApplication,
  roles: RoleDescriptor[],
): Map<string, string> {
  const documents = [...documentsOf(app, roles)].map(
    ([name, build]) => [`${name}.yaml`, asYaml(build())] as const,
  );
  return new Map([
    ...documents,
    [SEED_SCHEMA, seedSchema(app.get(Collections), app.get(ApiDirectory))],
    [REPORT_SCHEMA, reportSchemaText()],
  ]);
}

/** Functions that build the OpenAPI documents of the server, by name; each builds its document once. */
function documentsOf(
  app: NestFastifyApplication,
  roles: RoleDescriptor[],
): Map<string, () => OpenAPIObject> {
  const built = new Map<string, OpenAPIObject>();
  const once = (name: string, build: () => OpenAPIObject) => (): OpenAPIObject => {
    const document = built.get(name) ?? build();
    built.set(name, document);
    return document;
  };
  const controlOf = (): OpenAPIObject =>
    completeControlDocument(
      controlDocument(app, ControlModule, controlErrors),
      app.get(ApiDirectory),
    );
  return new Map([
    ...roles.map((role) => [role.name, once(role.name, () => roleDocument(app, role))] as const),
    ['control', once('control', controlOf)] as const,
  ]);
}

type CreateXmlExample = (schema: object, config: object, example: unknown) => unknown;

/** Files of Swagger UI beside the bundle. A server that runs from its sources takes those of the package. */
const BUNDLED_SWAGGER_UI = join(import.meta.dirname, 'swagger-ui');

/**
 * Plugin of Swagger UI, which runs in the browser: shows an XML example as it is. Swagger UI itself escapes it and puts it
 * into another element.
 */
function unchangedXmlExamples(system: { fn: { createXMLExample: CreateXmlExample } }): object {
  const memoizedCreateXMLExample: CreateXmlExample = (schema, config, example) =>
    typeof example === 'string' ? example : system.fn.createXMLExample(schema, config, example);
  return { fn: { memoizedCreateXMLExample } };
}

/** Address of the page. */
interface Location {
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
  replace(url: string): void;
}

interface SwaggerUi {
  React: { createElement(type: unknown, props: object | null, ...children: unknown[]): object };
}

/** Plugin of Swagger UI, which runs in the browser: adds a link to the dashboard above the page. */
function linkToDashboard(): object {
  const withLink =
    (Topbar: unknown, { React }: SwaggerUi) =>
    (props: object): object => {
      const { pathname } = (globalThis as unknown as { location: Location }).location;
      const href = pathname.replace(/docs\/?$/, '');
      const style = { display: 'inline-block', padding: '8px 20px' };
      return React.createElement(
        'div',
        null,
        React.createElement('a', { href, style }, '← Dashboard'),
        React.createElement(Topbar, props),
      );
    };
  return { wrapComponents: { Topbar: withLink } };
}

/**
 * Plugin of Swagger UI, which runs in the browser: leaves the page `/docs/` for `/docs`, because the addresses of the documents are
 * relative to it.
 */
function withoutSlash(): object {
  const { location } = globalThis as unknown as { location: Location };
  const { pathname, search, hash } = location;
  if (pathname.endsWith('/')) location.replace(pathname.replace(/\/+$/, '') + search + hash);
  return {};
}

/** A document of which the addresses are below the path of PUBLIC_URL. */
function belowPath(document: OpenAPIObject, path: string): OpenAPIObject {
  const { servers = [], components } = document;
  const securitySchemes = Object.entries(components?.securitySchemes ?? {}).map(
    ([name, scheme]) => {
      const flow = 'flows' in scheme ? scheme.flows?.clientCredentials : undefined;
      if (!flow) return [name, scheme];
      const clientCredentials = { ...flow, tokenUrl: path + String(flow.tokenUrl) };
      return [name, { ...scheme, flows: { clientCredentials } }];
    },
  );
  return {
    ...document,
    servers: servers.map((server) => ({ ...server, url: path + server.url })),
    components: { ...components, securitySchemes: Object.fromEntries(securitySchemes) },
  };
}

/** Serves Swagger UI at `/docs`, and the documents at `/docs/<name>.json` and `.yaml`. */
export function serveDocuments(
  app: NestFastifyApplication,
  roles: RoleDescriptor[],
  { demoSecretKey, publicUrl }: Pick<Config, 'demoSecretKey' | 'publicUrl'>,
): void {
  const documents = documentsOf(app, roles);
  const path = publicUrl === undefined ? '' : new URL(publicUrl).pathname.replace(/\/$/, '');
  const fastify = app.getHttpAdapter().getInstance();
  for (const [name, build] of documents) {
    const served = (): OpenAPIObject => belowPath(build(), path);
    fastify.get(`/docs/${name}.json`, (_, reply) =>
      reply.type('application/json').send(JSON.stringify(served())),
    );
    fastify.get(`/docs/${name}.yaml`, (_, reply) =>
      reply.type('application/yaml').send(asYaml(served())),
    );
  }
  for (const [name, file] of roles.flatMap(({ files }) => Object.entries(files ?? {}))) {
    fastify.get(`/docs/${name}`, (_, reply) => reply.type(file.mediaType).send(file.text));
  }
  fastify.get(`/docs/${SEED_SCHEMA}`, (_, reply) =>
    reply
      .type('application/schema+json')
      .send(seedSchema(app.get(Collections), app.get(ApiDirectory))),
  );
  fastify.get(`/docs/${REPORT_SCHEMA}`, (_, reply) =>
    reply.type('application/schema+json').send(reportSchemaText()),
  );
  // Relative to the page at `/docs`, which may be below a path.
  const urls = [...documents.keys()].map((name) => ({ name, url: `docs/${name}.json` }));
  SwaggerModule.setup('docs', app, () => ({}) as OpenAPIObject, {
    explorer: true,
    ...(existsSync(BUNDLED_SWAGGER_UI) && { customSwaggerUiPath: BUNDLED_SWAGGER_UI }),
    raw: false,
    customSiteTitle: 'Ketenlab',
    swaggerOptions: {
      urls,
      tryItOutEnabled: true,
      persistAuthorization: true,
      displayOperationId: false,
      // Otherwise the browser sends the address of the document to another host, to show a badge.
      validatorUrl: 'none',
      plugins: [withoutSlash, unchangedXmlExamples, linkToDashboard],
      // Anyone can read this page, so it has no secret that was made.
      initOAuth: {
        clientId: 'demo',
        ...(demoSecretKey === undefined && { clientSecret: demoSecret('demo', undefined) }),
      },
    },
  });
}

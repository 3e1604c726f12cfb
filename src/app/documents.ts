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

interface SwaggerUi {
  React: { createElement(type: unknown, props: object | null, ...children: unknown[]): object };
}

/** Plugin of Swagger UI, which runs in the browser: adds a link to the dashboard above the page. */
function linkToDashboard(): object {
  const withLink =
    (Topbar: unknown, { React }: SwaggerUi) =>
    (props: object): object => {
      const { pathname } = (globalThis as unknown as { location: { pathname: string } }).location;
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

/** Serves Swagger UI at `/docs`, and the documents at `/docs/<name>.json` and `.yaml`. */
export function serveDocuments(
  app: NestFastifyApplication,
  roles: RoleDescriptor[],
  { demoSecretKey }: Pick<Config, 'demoSecretKey'>,
): void {
  const documents = documentsOf(app, roles);
  const fastify = app.getHttpAdapter().getInstance();
  for (const [name, build] of documents) {
    fastify.get(`/docs/${name}.json`, (_, reply) =>
      reply.type('application/json').send(JSON.stringify(build())),
    );
    fastify.get(`/docs/${name}.yaml`, (_, reply) =>
      reply.type('application/yaml').send(asYaml(build())),
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
  const urls = [...documents.keys()].map((name) => ({ name, url: `/docs/${name}.json` }));
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
      plugins: [unchangedXmlExamples, linkToDashboard],
      // Anyone can read this page, so it has no secret that was made.
      initOAuth: {
        clientId: 'demo',
        ...(demoSecretKey === undefined && { clientSecret: demoSecret('demo', undefined) }),
      },
    },
  });
}

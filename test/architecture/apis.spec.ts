import { describe, expect, it } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Type as Class } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { Ajv } from 'ajv';
import ts from 'typescript';
import { parse } from 'yaml';
import { seededOrders } from '../../src/apis/edu-v-delivery/seed.js';
import { formats } from '../../src/platform/validation/formats.js';
import { declaredClasses, fieldsOf } from '../../src/platform/validation/fields.js';
import { mountedPath, mountsOf } from '../../src/platform/api/mounts.js';
import { schemaOf } from '../../src/platform/validation/schema.js';
import { roles } from '../../src/roles/index.js';
import { testServer } from '../support/test-server.js';

const server = testServer();
const src = join(import.meta.dirname, '../../src');
const messageFiles = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
  (file) => /messages\.ts$|status-response\.ts$/.test(file) && !file.startsWith('platform'),
);
const apis = [...new Set(roles.flatMap((role) => role.apis))];
const operations = apis.flatMap((api) => Object.values(api.operations));

interface Schema {
  type?: string;
  format?: string;
  description?: string;
  enum?: string[];
  maximum?: number;
  minimum?: number;
  pattern?: string;
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  allOf?: Schema[];
  anyOf?: Schema[];
  $ref?: string;
}

/** Names of the fields that a class declares itself, without inherited ones. */
function ownFieldsOf(message: Class): string[] {
  const parent = Object.getPrototypeOf(message) as Class;
  const inherited = declaredClasses().includes(parent) ? fieldsOf(parent).length : 0;
  return fieldsOf(message)
    .slice(inherited)
    .map(({ name }) => name);
}

/** Schema without titles and examples, which do not affect validation. */
function withoutWords(schema: object): object {
  return JSON.parse(
    JSON.stringify(schema, (key, value: unknown) =>
      ['title', 'example'].includes(key) && typeof value !== 'object' ? undefined : value,
    ),
  ) as object;
}

const scopesOf = (role: (typeof roles)[number]): string[] =>
  role.apis.flatMap((api) => Object.values(api.operations).flatMap(({ scope }) => [...scope]));

describe('every operation', () => {
  it.each(operations.map((operation) => [operation.name, operation] as const))(
    '%s is served by one role and answers 405 at the others',
    async (_name, operation) => {
      for (const role of roles.filter((candidate) =>
        candidate.apis.some((api) => api === operation.api),
      )) {
        for (const mount of mountsOf(operation.api, role.name)) {
          const mounted = mountedPath(mount, operation);
          if (mounted === undefined) continue;
          const path = mount.route + mounted.replaceAll(/\{\w+\}/g, 'x');
          const method = operation.method.toLowerCase() as 'get' | 'put' | 'post';
          const { status } = await server.http[method](path);
          // A public operation needs no token, so the unknown id x is answered 404.
          const served = operation.isPublic ? 404 : 401;
          expect([path, status]).toEqual([path, role.name === operation.servedBy ? served : 405]);
        }
      }
    },
  );

  it.each(operations.map((operation) => [operation.name, operation] as const))(
    '%s declares scope or audience, description and examples',
    (_name, operation) => {
      const { scope, audience, body, nonJsonBody, isPublic = false, examples = {} } = operation;
      expect([scope.length > 0, audience !== undefined, isPublic].filter(Boolean)).toEqual([true]);
      expect(operation.description).not.toBe('');
      expect(Object.keys(examples).length > 0).toBe(
        body !== undefined || nonJsonBody !== undefined,
      );
    },
  );
});

describe('every message', () => {
  it('has a unique class name, which is its schema name in OpenAPI', () => {
    const names = declaredClasses().map(({ name }) => name);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });
});

describe('every field of a message', () => {
  it.each(messageFiles)('in %s is declared by one of the field decorators', (file) => {
    const source = ts.createSourceFile(
      file,
      readFileSync(join(src, file), 'utf8'),
      ts.ScriptTarget.Latest,
    );
    const classes = source.statements.filter((statement) => ts.isClassDeclaration(statement));
    expect(classes.length).toBeGreaterThan(0);
    for (const { name, members } of classes) {
      const written = members
        .filter((member) => ts.isPropertyDeclaration(member))
        .map((member) => member.name.getText(source));
      const message = declaredClasses().find((declared) => declared.name === name?.text);
      expect([name?.text, message ? ownFieldsOf(message) : []]).toEqual([name?.text, written]);
    }
  });

  it.each(declaredClasses().map((message) => [message.name, message] as const))(
    'of %s has a description',
    (_name, message) => {
      for (const field of fieldsOf(message))
        expect([field.name, field.description]).toEqual([field.name, expect.stringMatching(/\w+/)]);
    },
  );
});

describe.each(roles.map((role) => [role.name, role] as const))(
  'the OpenAPI document of %s',
  (name, role) => {
    const document = async () =>
      (await server.http.get(`/docs/${name}.json`)).body as OpenAPIObject;

    it('contains every operation of its APIs, with only 405 for those of other roles', async () => {
      const { paths } = await document();
      for (const operation of role.apis.flatMap((api) => Object.values(api.operations))) {
        const method = operation.method.toLowerCase() as 'get' | 'put' | 'post';
        const statuses = Object.keys(paths[operation.path]?.[method]?.responses ?? {});
        // Operations that exist only on the legacy platform are described in the text.
        if (operation.legacyOnly) continue;
        const problems = operation.api.errorFormat.documentedResponses.filter(
          ({ when }) => when?.(operation) ?? true,
        );
        const others = [...(operation.otherResponses ?? []), ...problems].map(
          ({ status }) => status,
        );
        const served = [operation.successStatus, ...others, 405].map(String).toSorted();
        expect([operation.name, statuses]).toEqual([
          operation.name,
          operation.servedBy !== name ? ['405'] : served,
        ]);
      }
    });

    it('has the same schema for each message as the validator', async () => {
      const { components } = await document();
      const schemas = components?.schemas as Record<string, Schema>;
      const named = (title: string): Schema => schemas[title] ?? {};
      const resolved = (schema: Schema): object => {
        const {
          $ref,
          allOf: [parent] = [],
          anyOf,
          properties,
          items,
          required,
          type,
          format,
          enum: values,
          maximum,
          minimum,
          pattern,
        } = schema;
        const reference = $ref ?? parent?.$ref;
        if (anyOf) return { anyOf: anyOf.map(resolved) };
        if (reference) return resolved(named(reference.split('/').at(-1) ?? ''));
        return {
          type,
          ...(format && { format }),
          ...(values && { enum: values }),
          ...(maximum !== undefined && { maximum }),
          ...(minimum !== undefined && { minimum }),
          ...(pattern !== undefined && { pattern }),
          ...(items && { items: resolved(items) }),
          ...(properties && {
            required: required ?? [],
            properties: Object.fromEntries(
              Object.entries(properties).map(([field, inner]) => [field, resolved(inner)]),
            ),
          }),
        };
      };
      const bodies = operations
        .filter(({ servedBy, body, legacyOnly }) => servedBy === name && body && !legacyOnly)
        .map(({ body }) => body!);
      expect(bodies.length).toBeGreaterThan(0);
      for (const body of bodies)
        expect(resolved(named(body.name))).toEqual(withoutWords(schemaOf(body)));
    });

    it('refers only to schemas that it contains', async () => {
      const text = JSON.stringify(await document());
      const { components } = JSON.parse(text) as OpenAPIObject;
      const named = [...text.matchAll(/#\/components\/schemas\/([^"]+)/g)].map(
        ([, schemaName]) => schemaName!,
      );
      expect(named.filter((schemaName) => !components?.schemas?.[schemaName])).toEqual([]);
    });

    it('lists every legacy path once', async () => {
      const { info } = await document();
      const documentedPaths = /under \S+ \((.*?)\), with tickets/.exec(info.description ?? '')?.[1];
      const paths = role.apis
        .filter(({ legacyBase }) => legacyBase !== undefined)
        .flatMap((api) => Object.values(api.operations))
        .flatMap(({ legacyPath }) => (legacyPath === undefined ? [] : [legacyPath]));
      expect(documentedPaths?.split(', ') ?? []).toEqual([...new Set(paths)]);
    });

    it('is the same as YAML', async () => {
      const { text, headers } = await server.http.get(`/docs/${name}.yaml`);
      expect(headers['content-type']).toBe('application/yaml');
      expect(parse(text)).toEqual(await document());
    });

    it('has the URL of its token endpoint relative to the server', async () => {
      const { servers, components } = await document();
      const base = role.apis[0]?.base ?? `/${name}`;
      expect(servers?.map(({ url }) => url)).toEqual([base]);
      const audiences = new Set(
        role.apis.flatMap((api) =>
          Object.values(api.operations).flatMap(({ audience }) => audience ?? []),
        ),
      );
      const flows = Object.entries(components?.securitySchemes ?? {}).map(([scheme, about]) => [
        scheme,
        (about as { flows: { clientCredentials: object } }).flows.clientCredentials,
      ]);
      const scopes = Object.fromEntries(scopesOf(role).map((scope) => [scope, `Scope ${scope}`]));
      const expected =
        audiences.size === 0
          ? [[`OAuth2-${name}`, { tokenUrl: role.family.tokenUrl(name), scopes }]]
          : [...audiences].map((audience) => [
              `OAuth2-${audience}`,
              { tokenUrl: role.family.tokenUrl(name, audience), scopes: {} },
            ]);
      expect(flows).toEqual(expected);
    });
  },
);

describe('the published schema of a delivery order', () => {
  it('accepts every seeded order and refuses an invalid one, without an ambiguous oneOf', async () => {
    const { body } = await server.http.get('/docs/aanspraakmanager.json');
    const ajv = new Ajv({ strict: false });
    for (const [name, format] of Object.entries(formats)) ajv.addFormat(name, format.matches);
    ajv.addSchema(body as object, 'document');
    const accepts = ajv.compile({
      $ref: 'document#/components/schemas/DeliveryOrderRequest',
    });
    const deliveryOrderReferenceId = '24e39454-5360-4ba4-819f-03e59b8dd679';
    for (const { order } of seededOrders) {
      const request = { deliveryOrderReferenceId, deliveryOrder: order };
      expect([order.deliveryType, accepts(request)]).toEqual([order.deliveryType, true]);
      const wrong = { ...order, deliverySpecification: { school: 1 }, buyer: { email: 1 } };
      expect(accepts({ deliveryOrderReferenceId, deliveryOrder: wrong })).toBe(false);
    }
    expect(JSON.stringify(body)).not.toContain('"oneOf"');
  });
});

describe('each role', () => {
  const roleNames = roles.map(({ name }) => name);

  it.each(roleNames)('can be disabled: %s', async (omitted) => {
    const { TestServer } = await import('../support/test-server.js');
    const rest = roleNames.filter((name) => name !== omitted);
    const smaller = new TestServer({ ROLES: rest.join(',') });
    await smaller.start();
    for (const name of rest)
      expect((await smaller.http.get(`/docs/${name}.json`)).status).toBe(200);
    expect((await smaller.http.get(`/docs/${omitted}.json`)).status).toBe(404);
    await smaller.remove();
  });

  it('has one folder', () => {
    const folders = readdirSync(join(src, 'roles'), { withFileTypes: true });
    expect(
      folders
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(roleNames.toSorted());
  });
});

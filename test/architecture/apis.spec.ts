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
const contracts = [...new Set(roles.flatMap((role) => role.apis))];
const operations = contracts.flatMap((contract) => Object.values(contract.operations));

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

/** The names of the fields that the class itself declares. */
function ownFieldsOf(message: Class): string[] {
  const parent = Object.getPrototypeOf(message) as Class;
  const inherited = declaredClasses().includes(parent) ? fieldsOf(parent).length : 0;
  return fieldsOf(message)
    .slice(inherited)
    .map(({ name }) => name);
}

/** A schema without what is for readers alone. */
function withoutWords(schema: object): object {
  return JSON.parse(
    JSON.stringify(schema, (key, value: unknown) =>
      ['title', 'example'].includes(key) && typeof value !== 'object' ? undefined : value,
    ),
  ) as object;
}

const scopesOf = (role: (typeof roles)[number]): string[] =>
  role.apis.flatMap((contract) =>
    Object.values(contract.operations).flatMap(({ scope }) => [...scope]),
  );

describe('every operation', () => {
  it.each(operations.map((operation) => [operation.name, operation] as const))(
    '%s is served by one role, and answers 405 at the others',
    async (_name, operation) => {
      for (const role of roles.filter(({ apis }) => apis.some((api) => api === operation.api))) {
        for (const place of mountsOf(operation.api, role.name)) {
          const here = mountedPath(place, operation);
          if (here === undefined) continue;
          const path = place.route + here.replaceAll(/\{\w+\}/g, 'x');
          const method = operation.method.toLowerCase() as 'get' | 'put' | 'post';
          const { status } = await server.http[method](path);
          // Who has a URL that was handed out needs nothing else: there is none of x.
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
  it('has a name of its own: the documents know it by that', () => {
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
      const message = declaredClasses().find((one) => one.name === name?.text);
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

    it('holds every operation of its contracts, those of another provider with 405 only', async () => {
      const { paths } = await document();
      for (const operation of role.apis.flatMap((contract) => Object.values(contract.operations))) {
        const method = operation.method.toLowerCase() as 'get' | 'put' | 'post';
        const statuses = Object.keys(paths[operation.path]?.[method]?.responses ?? {});
        // What was never taken over from an older platform is told in words.
        if (operation.legacyOnly) continue;
        const problems = operation.api.errorFormat.documentedResponses.filter(
          ({ when }) => when?.(operation) ?? true,
        );
        const others = [...(operation.otherResponses ?? []), ...problems].map(
          ({ status }) => status,
        );
        const served = [operation.successStatus, ...others].map(String).toSorted();
        expect([operation.name, statuses]).toEqual([
          operation.name,
          operation.servedBy !== name ? ['405'] : served,
        ]);
      }
    });

    it('has the schema by which messages are judged, field by field', async () => {
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
        .filter(({ servedBy, body }) => servedBy === name && body)
        .map(({ body }) => body!);
      expect(bodies.length).toBeGreaterThan(0);
      for (const body of bodies)
        expect(resolved(named(body.name))).toEqual(withoutWords(schemaOf(body)));
    });

    it('names no schema that it has not', async () => {
      const text = JSON.stringify(await document());
      const { components } = JSON.parse(text) as OpenAPIObject;
      const named = [...text.matchAll(/#\/components\/schemas\/([^"]+)/g)].map(([, one]) => one!);
      expect(named.filter((one) => !components?.schemas?.[one])).toEqual([]);
    });

    it('tells every path of an older platform, each once', async () => {
      const { info } = await document();
      const told = /under \S+ \((.*?)\), with tickets/.exec(info.description ?? '')?.[1];
      const paths = role.apis
        .filter(({ legacyBase }) => legacyBase !== undefined)
        .flatMap((contract) => Object.values(contract.operations))
        .flatMap(({ legacyPath }) => (legacyPath === undefined ? [] : [legacyPath]));
      expect(told?.split(', ') ?? []).toEqual([...new Set(paths)]);
    });

    it('is the same as YAML', async () => {
      const { text, headers } = await server.http.get(`/docs/${name}.yaml`);
      expect(headers['content-type']).toBe('application/yaml');
      expect(parse(text)).toEqual(await document());
    });

    it('says where its token endpoint is, relative to the server', async () => {
      const { servers, components } = await document();
      const base = role.apis[0]?.base ?? `/${name}`;
      expect(servers?.map(({ url }) => url)).toEqual([base]);
      const audiences = new Set(
        role.apis.flatMap((contract) =>
          Object.values(contract.operations).flatMap(({ audience }) => audience ?? []),
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
  it('accepts every good one and refuses a wrong one: it has no oneOf that fits several', async () => {
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
  const withoutRole = roles.map(({ name }) => name);

  it.each(withoutRole)('can be left out: %s', async (left) => {
    const { TestServer } = await import('../support/test-server.js');
    const rest = withoutRole.filter((name) => name !== left);
    const smaller = new TestServer({ ROLES: rest.join(',') });
    await smaller.start();
    for (const name of rest)
      expect((await smaller.http.get(`/docs/${name}.json`)).status).toBe(200);
    expect((await smaller.http.get(`/docs/${left}.json`)).status).toBe(404);
    await smaller.remove();
  });

  it('has one folder', () => {
    const folders = readdirSync(join(src, 'roles'), { withFileTypes: true });
    expect(
      folders
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(withoutRole.toSorted());
  });
});

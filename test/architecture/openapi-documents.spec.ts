import { describe, expect, it } from '@jest/globals';
import { STATUS_CODES } from 'node:http';
import { ddsProblems } from '../../src/apis/bokbasen-dds/errors.js';
import { eduvProblems } from '../../src/apis/edu-v/errors.js';
import { roles } from '../../src/roles/index.js';
import {
  examplesIn,
  examplesOf,
  operationsIn,
  schemasIn,
  validatorsFor,
  type DocumentedOperation,
  type OpenApiDocument,
} from '../support/openapi.js';
import { testServer } from '../support/test-server.js';

const server = testServer();
const names = [...roles.map(({ name }) => name), 'control'];
const documentOf = async (name: string): Promise<OpenApiDocument> =>
  (await server.http.get(`/docs/${name}.json`)).body as OpenApiDocument;

/** Statuses with the error codes that the catalogues of the families give them. */
const coded = Object.values({ ...eduvProblems, ...ddsProblems }).map((build) => {
  const { status, detail } = build();
  return `${status} ${detail.code}`;
});
/** Error codes of RFC 6749, and those of Bokbasen's token endpoint. */
const tokenErrors: Record<string, string[]> = {
  400: ['invalid_request', 'invalid_scope', 'unsupported_grant_type'],
  401: ['invalid_client', 'access_denied'],
  403: ['access_denied', 'unauthorized_client'],
  405: ['invalid_request'],
};

/** True for an error body that a response of this status can have. */
function fits(status: string, body: Record<string, unknown>): boolean {
  if ('detail' in body) return body['status'] === Number(status);
  const code = body['data'] ?? body['status'];
  if (code !== undefined) return coded.includes(`${status} ${code as string | number}`);
  if ('error' in body) return tokenErrors[status]?.includes(body['error'] as string) ?? false;
  const phrase = status === '413' ? 'Request Too Long' : STATUS_CODES[status];
  return status === '400' || body['message'] === phrase;
}

const errorsIn = ({ responses }: DocumentedOperation) =>
  Object.entries(responses).filter(([status, { content }]) => Number(status) >= 400 && content);

describe.each(names)('the OpenAPI document of %s', (name) => {
  it('has a version of digits and dots', async () => {
    const { info } = await documentOf(name);
    expect(info.version).toMatch(/^\d+(\.\d+)*$/);
  });

  it('declares each parameter of a path with its type, and no other', async () => {
    for (const { path, operationId, parameters = [] } of operationsIn(await documentOf(name))) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => `${parameter} string`);
      const declared = parameters
        .filter((parameter) => parameter.in === 'path' && parameter.required)
        .map((parameter) => `${parameter.name} ${parameter.schema?.type}`);
      expect([operationId, declared.toSorted()]).toEqual([operationId, inPath.toSorted()]);
    }
  });

  it('gives each parameter, header, body and property a type', async () => {
    const untyped = schemasIn(await documentOf(name)).filter(
      ([, { type, $ref, allOf, anyOf, oneOf }]) => !(type ?? $ref ?? allOf ?? anyOf ?? oneOf),
    );
    expect(untyped).toEqual([]);
  });

  it('has examples and defaults that are valid against their schemas', async () => {
    const document = await documentOf(name);
    const validatorOf = validatorsFor(document);
    const examples = examplesIn(document);
    expect(examples.length).toBeGreaterThan(20);
    const invalid = examples.filter(({ schema, value }) => !validatorOf(schema)(value));
    expect(invalid.map(({ place, value }) => [place, value])).toEqual([]);
  });

  it('declares for each operation the security schemes that it needs, or none', async () => {
    const document = await documentOf(name);
    const schemes = Object.keys(document.components.securitySchemes ?? {});
    for (const { operationId, security } of operationsIn(document)) {
      const needed = security?.flatMap((requirement) => Object.keys(requirement));
      expect([operationId, needed?.every((scheme) => schemes.includes(scheme))]).toEqual([
        operationId,
        true,
      ]);
    }
  });

  it('has unique operation ids: a verb and what it is for; those of partner APIs are their names', async () => {
    const ids = operationsIn(await documentOf(name)).map(({ operationId }) => operationId);
    const apis = roles.find((role) => role.name === name)?.apis ?? [];
    const operations = apis.flatMap((api) => Object.values(api.operations));
    const known = operations.filter(({ legacyOnly }) => !legacyOnly).map((one) => one.name);
    expect(ids).toEqual(expect.arrayContaining(known));
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(ids.filter((id) => !/^[a-z]+[A-Z][A-Za-z0-9]*$/.test(id))).toEqual([]);
  });

  it('lists the 405 of other methods, which the server answers with Allow', async () => {
    const document = await documentOf(name);
    const base = document.servers[0]?.url.replace(/\/$/, '') ?? '';
    for (const [path, item] of Object.entries(document.paths)) {
      const { status, headers, body } = await server.http.patch(
        base + path.replaceAll(/\{\w+\}/g, 'x'),
      );
      const allowed = String(headers['allow']).split(', ');
      for (const [method, { responses }] of Object.entries(item)) {
        const documented = responses['405'];
        const isServed = Object.keys(responses).length > 1;
        expect([path, status, allowed.includes(method.toUpperCase())]).toEqual([
          path,
          405,
          isServed,
        ]);
        expect(Object.keys(headers)).toEqual(
          expect.arrayContaining(
            Object.keys(documented?.headers ?? {}).map((header) => header.toLowerCase()),
          ),
        );
        expect(Object.keys(documented?.headers ?? {})).toContain('Allow');
        const [example] = Object.values(documented?.content ?? {});
        expect(Object.keys(body as object)).toEqual(Object.keys(example?.example ?? {}));
      }
    }
  });

  it('has an example for each error, which fits its status', async () => {
    for (const operation of operationsIn(await documentOf(name))) {
      for (const [status, { content = {} }] of errorsIn(operation)) {
        const place = `${operation.operationId} ${status}`;
        const examples = Object.values(content).flatMap((media) => examplesOf(place, media));
        expect([place, examples.length > 0]).toEqual([place, true]);
        for (const { value } of examples)
          expect([place, value, fits(status, value as Record<string, unknown>)]).toEqual([
            place,
            value,
            true,
          ]);
      }
    }
  });
});

describe.each(roles.map((role) => role.name))('the examples of a 401 of %s', (name) => {
  it('contain the response to a call without a token', async () => {
    const document = await documentOf(name);
    const base = document.servers[0]?.url;
    for (const { operationId, method, path, security, responses } of operationsIn(document)) {
      if (security?.length === 0) continue;
      const url = base + path.replaceAll(/\{\w+\}/g, 'x');
      const { body } = await server.http[method as 'get' | 'put' | 'post'](url);
      const documented = Object.values(responses['401']?.content ?? {});
      const examples = documented.flatMap((media) => examplesOf(operationId, media));
      expect(examples.map(({ value }) => value)).toContainEqual(body);
    }
  });
});

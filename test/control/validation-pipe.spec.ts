import { describe, expect, it } from '@jest/globals';
import type { Type as Class } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import fc from 'fast-check';
import { ControlModule } from '../../src/control/control.module.js';
import { JSON_BODY } from '../../src/control/http/json-body.js';
import { controlValidationPipe } from '../../src/control/http/validation-pipe.js';
import { Problem } from '../../src/platform/errors/problem.js';
import { declaredClasses, fieldsOf } from '../../src/platform/validation/fields.js';
import {
  validatorOf,
  undeclaredFields,
  type SchemaError,
} from '../../src/platform/validation/schema.js';
import { messageOf } from '../support/arbitrary-messages.js';
import { testServer } from '../support/test-server.js';

/** The handlers of the control API with a JSON body. */
function bodyHandlers(): { prototype: object; name: string }[] {
  const controllers = Reflect.getMetadata('controllers', ControlModule) as Class[];
  return controllers.flatMap(({ prototype }: { prototype: Record<string, object> }) =>
    Object.getOwnPropertyNames(prototype)
      .filter((name) => Reflect.hasMetadata(JSON_BODY, prototype[name]!))
      .map((name) => ({ prototype, name })),
  );
}

/** The classes of the bodies, as the handlers declare them. */
function bodyClasses(): Class[] {
  const declared = declaredClasses();
  return bodyHandlers().flatMap(({ prototype, name }) => {
    const types = Reflect.getMetadata('design:paramtypes', prototype, name) as Class[];
    return types.filter((type) => declared.includes(type));
  });
}

/** The errors of the pipe for a body, and the fields of what it hands on when there are none. */
async function resultOf(body: object, metatype: Class) {
  try {
    const result: unknown = await controlValidationPipe.transform(body, { type: 'body', metatype });
    return { fields: { ...(result as object) }, errors: [] };
  } catch (error) {
    if (error instanceof Problem && error.status === 400)
      return { fields: undefined, errors: error.detail.errors ?? [] };
    throw error;
  }
}

/** The errors of the compiled validator, or else the first field that the class does not declare. */
function compiledErrors(body: Class): (value: object) => SchemaError[] {
  const validate = validatorOf(body);
  const known = fieldsOf(body).map(({ name }) => name);
  const expected = `one of ${known.join(', ')}`;
  return (value) => {
    const errors = validate(value);
    if (errors.length > 0) return errors;
    return undeclaredFields(body, value)
      .slice(0, 1)
      .map((path) => ({ path, expected, seen: 'no such field' }));
  };
}

/** Names that an object may be confused by, and values that class-transformer would fail on. */
const extra = fc.tuple(
  fc.constantFrom('x', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'then'),
  fc.constantFrom<unknown>(1, null, { constructor: 'x' }, { constructor: { a: 1 } }),
);

/** A body as it comes out of `JSON.parse`, now and then with one more field. */
function bodyOf(body: Class): fc.Arbitrary<object> {
  return fc.tuple(messageOf(body), fc.option(extra, { freq: 4 })).map(([message, more]) => {
    const fields = Object.entries(message).filter(([, value]) => value !== undefined);
    const text = [...fields, ...(more ? [more] : [])]
      .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
      .join(',');
    return JSON.parse(`{${text}}`) as object;
  });
}

it.each(
  bodyHandlers().map(
    ({ prototype, name }) => [prototype.constructor.name, name, prototype] as const,
  ),
)('%s.%s takes its JSON body by @Body()', (_controller, name, prototype) => {
  const parameters = Reflect.getMetadata(
    ROUTE_ARGS_METADATA,
    prototype.constructor,
    name,
  ) as object;
  expect(Object.keys(parameters)).toContainEqual(
    expect.stringMatching(new RegExp(`^${RouteParamtypes.BODY}:`)),
  );
});

describe.each(bodyClasses().map((body) => [body.name, body] as const))('%s', (_name, body) => {
  it('gets the same errors from the ValidationPipe as from the compiled validator', async () => {
    const expectedErrors = compiledErrors(body);
    let [good, bad] = [0, 0];
    await fc.assert(
      fc.asyncProperty(bodyOf(body), async (value) => {
        const errors = expectedErrors(value);
        if (errors.length === 0) good += 1;
        else bad += 1;
        const fields = errors.length === 0 ? value : undefined;
        expect(await resultOf(value, body)).toEqual({ fields, errors });
      }),
      { numRuns: 400 },
    );
    // Both results occurred often enough for the agreement to be evidence.
    expect(Math.min(good, bad)).toBeGreaterThan(20);
  });
});

describe('the control API', () => {
  const server = testServer();
  const detailOf = ({ body }: { body: unknown }) => (body as { detail: string }).detail;
  const send = (path: string, text: string) =>
    server.http
      .post(`/_sandbox/workspaces/default/${path}`)
      .set('content-type', 'application/json')
      .send(text);

  it.each([
    ['a list', 'snapshots', '[]', /^body: expected object, seen array$/],
    ['null', 'snapshots', 'null', /^body: expected object, seen null$/],
    ['a text', 'snapshots', '"x"', /^body: expected object, seen string$/],
    ['no JSON', 'snapshots', '{', /^body: expected JSON, seen /],
    ['an empty body', 'snapshots', '', /^body: expected a JSON object, seen missing$/],
    [
      'several wrong fields',
      'faults',
      '{"times":1.5,"kind":"x","delayMs":{"min":2,"max":1}}',
      /^\/kind: expected one of latency, .*, seen x; \/times: expected integer, seen number 1.5; \/delayMs: expected whole milliseconds .*, seen \{"min":2,"max":1\}$/,
    ],
    [
      'a range with a field too many',
      'faults',
      '{"kind":"slow","delayMs":{"min":1,"max":2,"constructor":3}}',
      /^\/delayMs: expected whole milliseconds/,
    ],
    [
      'a field __proto__',
      'snapshots',
      '{"name":"a","__proto__":{"x":1}}',
      /^\/__proto__: expected one of name, seen no such field$/,
    ],
    [
      'a field constructor',
      'snapshots',
      '{"name":"a","constructor":"x"}',
      /^\/constructor: expected one of name, seen no such field$/,
    ],
    [
      'an object with a field constructor for a text',
      'snapshots',
      '{"name":{"constructor":"x"}}',
      /^\/name: expected 1 to 64 letters, .*, seen object$/,
    ],
  ])('refuses %s', async (_what, path, text, detail) => {
    const response = await send(path, text);
    expect([response.status, detailOf(response)]).toEqual([400, expect.stringMatching(detail)]);
  });

  it('names the item of a list that has the wrong type', async () => {
    const response = await server.tryControl('put', 'settings', { retryPauses: ['PT1S', 5, null] });
    expect((response.body as { faults: unknown }).faults).toEqual([
      { path: '/retryPauses/1', expected: 'string', seen: 'number 5' },
      { path: '/retryPauses/2', expected: 'string', seen: 'null' },
    ]);
  });

  it.each([
    [
      'limit=0&cursor=x',
      'limit: expected 1 to 500, seen 0; cursor: expected a nextCursor of this list, seen x',
    ],
    ['limit=1&limit=2', 'limit: expected one value, seen 1,2'],
    ['limit=1e2', 'limit: expected 1 to 500, seen 1e2'],
    ['__proto__=1', '__proto__: expected one of limit, cursor, state, to, seen 1'],
    ['constructor=1', 'constructor: expected one of limit, cursor, state, to, seen 1'],
    ['toString=1', 'toString: expected one of limit, cursor, state, to, seen 1'],
  ])('refuses the query %s', async (query, detail) => {
    const response = await server.tryControl('get', `deliveries?${query}`);
    expect([response.status, detailOf(response)]).toEqual([400, detail]);
  });

  it('takes an absent body where a body is optional', async () => {
    const response = await server.http.post('/_sandbox/workspaces');
    expect(response.status).toBe(201);
  });

  it('takes a JWK Set as it came', async () => {
    const jwks = { keys: [], constructor: { name: 'x' } };
    const response = await server.tryControl('put', 'clients/demo/keys', { jwks });
    expect(response.status).toBe(200);
    await server.control('delete', 'clients/demo/keys');
  });
});

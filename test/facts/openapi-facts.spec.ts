import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { deliveryFacts, orderFacts, parameterFacts } from './edu-v.js';
import { fieldsOf, parametersOf, type Facts } from './notation.js';

type Schema = Record<string, unknown>;

interface Difference {
  schema: string;
  field: string;
  source: string | undefined;
  ours: string | undefined;
}

const root = join(import.meta.dirname, '../..');

function documentOf(role: string): {
  paths: Record<string, Record<string, Schema>>;
  schemas: Record<string, Schema>;
} {
  const document = parse(readFileSync(join(root, `openapi/${role}.yaml`), 'utf8')) as {
    paths: Record<string, Record<string, Schema>>;
    components: { schemas: Record<string, Schema> };
  };
  return { paths: document.paths, schemas: document.components.schemas };
}

/** Differences between fields in short notation. */
function differencesOf(schema: string, source: Facts[string], ours: Facts[string]): Difference[] {
  const plain = (fields: Facts[string]) =>
    new Map(Object.entries(fields).map(([name, type]) => [name.replace('!', ''), [name, type]]));
  const [expected, actual] = [plain(source), plain(ours)];
  const shown = (entry: string[] | undefined) => entry?.join(': ');
  return [...new Set([...expected.keys(), ...actual.keys()])]
    .map((field) => ({
      schema,
      field,
      source: shown(expected.get(field)),
      ours: shown(actual.get(field)),
    }))
    .filter(({ source: one, ours: other }) => one !== other);
}

/** Schemas of the token endpoint: OAuth, not the source. */
const oauth = /^(Bokbasen)?Token(Request|Response|Error)$/;

function compared(role: string, facts: Facts): Difference[] {
  const { schemas } = documentOf(role);
  return Object.entries(schemas)
    .filter(([name]) => !oauth.test(name))
    .flatMap(([name, schema]) => differencesOf(name, facts[name] ?? {}, fieldsOf(schema)));
}

/** The differences, each with its reason. */
const noOneOf = 'several schemas match every valid value, so that no message satisfies oneOf';
const eduvDifferences: (Difference & { reason: string })[] = [
  {
    schema: 'DeliveryOrder',
    field: 'buyer',
    source: 'buyer!: oneOf CustomerReference, SchoolReference',
    ours: 'buyer!: anyOf CustomerReference, SchoolReference',
    reason: noOneOf,
  },
  {
    schema: 'DeliveryOrder',
    field: 'deliverySpecification',
    source: `deliverySpecification!: ${deliveryFacts['DeliveryOrder']!['deliverySpecification!']}`,
    ours: `deliverySpecification!: ${deliveryFacts['DeliveryOrder']!['deliverySpecification!']!.replace('oneOf', 'anyOf')}`,
    reason: noOneOf,
  },
  {
    schema: 'DeliveryOrderConfirmation',
    field: 'newDeliveryOrderStatus',
    source: 'newDeliveryOrderStatus!: any',
    ours: 'newDeliveryOrderStatus: string',
    reason: 'the source requires the field and does not define it: the sandbox accepts both',
  },
];

const withoutReason = ({ schema, field, source, ours }: Difference): Difference => ({
  schema,
  field,
  source,
  ours,
});

describe('the OpenAPI documents of Edu-V', () => {
  it.each([
    ['ordersysteem', orderFacts],
    ['bestelomgeving', { ...orderFacts, ...deliveryFacts }],
    ['aanspraakmanager', deliveryFacts],
  ])(
    '%s: each required field and format is that of the source, except with a reason',
    (role, facts) => {
      const { schemas } = documentOf(role);
      const expected = eduvDifferences.filter(({ schema }) => schema in schemas).map(withoutReason);
      expect(compared(role, facts)).toEqual(expected);
    },
  );

  it('has the parameters of the source', () => {
    const operations = Object.values(documentOf('bestelomgeving').paths).flatMap(
      Object.values<Schema>,
    );
    const differences = Object.entries(parameterFacts).flatMap(([operationId, source]) => {
      const operation = operations.find((one) => one['operationId'] === operationId) ?? {};
      return differencesOf(operationId, source, parametersOf(operation));
    });
    expect(differences).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { bokbasenOrderFacts, bokbasenParameterFacts, ddsFacts } from './bokbasen.js';
import { differences, ownSchemas, type Difference } from './differences.js';
import { deliveryFacts, eduvParameterFacts, orderFacts } from './edu-v.js';
import { fieldsOf, parametersOf, type Facts } from './notation.js';

type Schema = Record<string, unknown>;

interface Document {
  paths: Record<string, Record<string, Schema>>;
  components: { schemas: Record<string, Schema> };
}

const root = join(import.meta.dirname, '../..');
const documentOf = (role: string) =>
  parse(readFileSync(join(root, `openapi/${role}.yaml`), 'utf8')) as Document;

/** Differences between the fields of the source and of our document, in short notation. */
function differencesOf(schema: string, source: Facts[string], ours: Facts[string]): Difference[] {
  const byName = (fields: Facts[string]) =>
    new Map(
      Object.entries(fields).map(([name, type]) => [name.replace('!', ''), `${name}: ${type}`]),
    );
  const [expected, actual] = [byName(source), byName(ours)];
  return [...new Set([...expected.keys(), ...actual.keys()])]
    .map((field) => ({ schema, source: expected.get(field), ours: actual.get(field) }))
    .filter((field) => field.source !== field.ours);
}

describe('each required field and format in the document', () => {
  it.each<[string, Facts]>([
    ['ordersysteem', orderFacts],
    ['bestelomgeving', { ...orderFacts, ...deliveryFacts }],
    ['aanspraakmanager', deliveryFacts],
    ['bokbasen-orders', bokbasenOrderFacts],
    ['dds', ddsFacts],
  ])('%s is that of the source, except where a reason is given', (role, facts) => {
    const { schemas } = documentOf(role).components;
    const published = Object.entries(schemas).filter(([name]) => !(name in ownSchemas));
    const found = published.flatMap(([name, schema]) =>
      differencesOf(name, facts[name] ?? {}, fieldsOf(schema)),
    );
    const explained = differences
      .map(({ difference }) => difference)
      .filter(({ schema }) => schema in schemas);
    expect(new Set(found)).toEqual(new Set(explained));
  });
});

describe('the parameters', () => {
  it.each([
    ...Object.entries(eduvParameterFacts).map(
      ([path, facts]) => ['bestelomgeving', path, facts] as const,
    ),
    ...Object.entries(bokbasenParameterFacts).map(
      ([path, facts]) =>
        [path.startsWith('/orders') ? 'bokbasen-orders' : 'dds', path, facts] as const,
    ),
  ])('in the document %s of %s are those of the source', (role, path, facts) => {
    const operations = documentOf(role).paths[path] ?? {};
    const operation = operations['get'] ?? operations['post'] ?? {};
    expect(parametersOf(operation)).toEqual(facts);
  });
});

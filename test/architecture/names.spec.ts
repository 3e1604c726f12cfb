import { describe, expect, it } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ApiDirectory } from '../../src/apis/api-directory.js';
import { roles } from '../../src/roles/index.js';

const src = join(import.meta.dirname, '../../src');
const { apis, collections, partnerBaseUrls } = new ApiDirectory(roles);
const families = [...new Set(roles.map(({ family }) => family))];

/** Names by which code could tell one API or role from another. */
const deciding = [
  ...roles.map(({ name }) => name),
  ...apis.flatMap(({ name, control }) => [name, control.generator ?? name]),
  ...families.map(({ name }) => name),
];
/** English words that platform/ and control/ use in a sense of their own. */
const ordinary = new Set([
  'orders',
  'parties',
  'contracts',
  'reports',
  'partner',
  'reader',
  'reporting',
  'store',
  'buyer',
  'seller',
  'library',
  'subscription',
  'noscope',
]);
const names = [
  ...deciding,
  ...apis.flatMap(({ title, parties, requirements }) => [
    title,
    requirements.prefix,
    ...Object.keys(parties),
    ...Object.values(parties),
  ]),
  ...apis.flatMap(({ operations }) =>
    Object.values(operations).flatMap(({ name, audience }) => [name, audience ?? name]),
  ),
  ...families.flatMap(({ clients, rules }) => [
    ...clients.map(({ kind }) => kind),
    ...rules.map(({ name }) => name),
  ]),
  ...collections.keys(),
  ...partnerBaseUrls.map(({ field }) => field),
].filter((name) => !ordinary.has(name));

/** Words in lower case, split at capitals and separators. */
const wordsOf = (text: string): string[] =>
  (text.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? []).map((word) => word.toLowerCase());
const joinedNames = new Map(names.toReversed().map((name) => [wordsOf(name).join(''), name]));
const longest = Math.max(...names.map((name) => wordsOf(name).length));

/** The names that stand in a text, in whatever way their words are joined. */
function namesIn(text: string): string[] {
  return text.split(/[^\w -]+/).flatMap((part) => {
    const words = wordsOf(part);
    return words.flatMap((_, from) =>
      Array.from({ length: longest }, (__, count) =>
        joinedNames.get(words.slice(from, from + count + 1).join('')),
      ).filter((name) => name !== undefined),
    );
  });
}

/** Without comments that have a line to themselves. */
const withoutComments = (text: string): string =>
  text.replaceAll(/^\s*(?:\/\/.*|\/\*(?:(?!\*\/)[\s\S])*\*\/\s*)$/gm, '');

const filesIn = (...folders: string[]): string[] =>
  folders.flatMap((folder) =>
    readdirSync(join(src, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.startsWith('demo'))
      .map((file) => `${folder}/${file}`),
  );

describe('the search for names', () => {
  it.each([
    ['a role in a text', `'The ordersysteem answers'`, 'ordersysteem'],
    ['an API in an identifier', 'const eduVOrder = 1;', 'edu-v-order'],
    ['a family in an import path', `import '../apis/edu-v/family.js'`, 'edu-v'],
    ['a collection in a key', '{ creditorders: 1 }', 'creditorders'],
    ['an operation in an example', `{ example: 'acceptOrder' }`, 'acceptOrder'],
    ['a field of an address', 'deliveryBaseUrl?: string;', 'deliveryBaseUrl'],
    ['a comment behind code', 'const a = 1; // as dds has it', 'dds'],
  ])('finds %s', (_what, text, name) => {
    expect(namesIn(withoutComments(text))).toContain(name);
  });

  it('leaves comments on lines of their own, and words that only begin alike', () => {
    const text = '  /** As dds\n   * has it. */\n  // dds\nconst adds = oddslots;\n';
    expect(namesIn(withoutComments(text))).toEqual([]);
  });
});

describe('no name of an API or role stands in', () => {
  it.each(filesIn('platform', 'control'))('%s', (file) => {
    expect(namesIn(withoutComments(readFileSync(join(src, file), 'utf8')))).toEqual([]);
  });
});

/** Texts that are compared, looked up or imported: each is a whole string or a key. */
function decisionsIn(file: string): string[] {
  const text = readFileSync(join(src, file), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) {
      const folder = /\/(?:apis|roles)\/([^/]+)\//.exec(node.text)?.[1];
      found.push(folder ?? node.text);
    } else if (ts.isPropertyAssignment(node)) found.push(node.name.getText(source));
    else if (ts.isPropertyAccessExpression(node)) found.push(node.name.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found.filter((one) => deciding.includes(one));
}

describe('no decision depends on the name of an API or role in', () => {
  it.each(filesIn('cli', 'conformance/runner'))('%s', (file) => {
    expect(decisionsIn(file)).toEqual([]);
  });
});

import { expect, it } from '@jest/globals';
import { join } from 'node:path';
import ts from 'typescript';

const root = join(import.meta.dirname, '../..');
const source = join(root, 'src/');

/**
 * Code whose names are never those of a request: the suites and the runner read the configuration of their user, and the
 * persistence reads the types of our own columns.
 */
const exempt = /^(?:conformance\/(?:suites|runner)|platform\/persistence)\//;
/** The one place that looks up a name of any origin. */
const lookup = 'platform/validation/own-value.ts';

/** A program of the given sources, with the options of the project. */
function programOf(files: readonly string[] | undefined, host?: ts.CompilerHost): ts.Program {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) =>
    ts.sys.readFile(path),
  ) as {
    config: object;
  };
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  return ts.createProgram(files ?? fileNames, options, host);
}

/** Look-ups of a name that can be any text in an object with other prototypes: `table[name]` and `name in table`. */
function lookupsIn(program: ts.Program, file: ts.SourceFile): string[] {
  const checker = program.getTypeChecker();
  const isText = (node: ts.Node) => {
    const type = checker.getTypeAtLocation(node);
    const types = type.isUnion() ? type.types : [type];
    return types.some(({ flags }) => (flags & ts.TypeFlags.String) !== 0);
  };
  /** JSON is read by the names of declared fields. */
  const isJson = (node: ts.Node) => {
    const type = checker.getNonNullableType(checker.getTypeAtLocation(node));
    const index = checker.getIndexInfoOfType(type, ts.IndexKind.String);
    return index !== undefined && (index.type.flags & ts.TypeFlags.Unknown) !== 0;
  };
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const isLookup = ts.isElementAccessExpression(node)
      ? isText(node.argumentExpression) && !isJson(node.expression) && !isWritten(node)
      : isIn(node) && isText(node.left);
    if (isLookup) found.push(node.getText());
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function isWritten(node: ts.ElementAccessExpression): boolean {
  const { parent } = node;
  return (
    ts.isBinaryExpression(parent) &&
    parent.left === node &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  );
}

function isIn(node: ts.Node): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InKeyword;
}

it('names are looked up with ownValue, Object.hasOwn or a Map, because objects inherit names', () => {
  const program = programOf(undefined);
  const found = program
    .getSourceFiles()
    .filter(({ fileName }) => fileName.startsWith(source))
    .map((file) => [file.fileName.slice(source.length), file] as const)
    .filter(([path]) => path !== lookup && !exempt.test(path))
    .flatMap(([path, file]) => lookupsIn(program, file).map((text) => `${path}: ${text}`));
  expect(found).toEqual([]);
});

it('the rule finds a table with a name that is any text, and accepts names of its own', () => {
  const path = join(source, 'example.ts');
  const text = `
    const table = { a: 1 } as Record<string, number>;
    const typed: Record<'a' | 'b', number> = { a: 1, b: 2 };
    export const one = (name: string) => table[name];
    export const two = (name: string) => name in table;
    export const three = (name?: string) => table[name ?? ''] ?? 0;
    export const four = (name: 'a' | 'b') => typed[name];
    export const five = (name: string) => (table[name] ??= 1);
    export const six = (json: Record<string, unknown>, name: string) => json[name];
    export const seven = (name: string) => { table[name] = 1; };
    export const eight = (at: number) => [1, 2][at];`;
  const host = ts.createCompilerHost({});
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) =>
    name === path ? ts.createSourceFile(name, text, rest[0], true) : read(name, ...rest);
  const program = programOf([path], host);
  const file = program.getSourceFile(path);
  expect(file && lookupsIn(program, file)).toEqual([
    'table[name]',
    'name in table',
    "table[name ?? '']",
    'table[name]',
  ]);
});

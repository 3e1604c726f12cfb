import {
  CST,
  Composer,
  Lexer,
  LineCounter,
  Parser,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  visit,
  type Document,
  type Node,
} from 'yaml';
import { problemDetails } from '../../platform/errors/problem-details.js';
import { below, stepsOf } from '../../platform/validation/json-pointer.js';
import { MAX_DEPTH } from '../../platform/validation/nesting.js';
import {
  MAX_SCHEMA_ERRORS,
  describeValue,
  type SchemaError,
} from '../../platform/validation/schema.js';

/** Maximum number of values that aliases expand to: each alias can repeat everything before it. */
const MOST_ALIASES = 100;
const LEVELS = { expected: `at most ${MAX_DEPTH} levels`, seen: 'more' };

/** The value of a YAML or JSON text, with line numbers. */
export interface YamlValueWithLines {
  value: unknown;
  /** The line of the value at a JSON Pointer, or of the nearest parent that exists. */
  lineOf: (pointer: string) => number;
}

/** Parses YAML, which includes JSON; throws a problem with all syntax errors. */
export function parseYaml(text: string): YamlValueWithLines {
  // The library parses recursively, so the depth has to be checked before.
  const deepLine = tooDeepAt(text);
  if (deepLine !== undefined)
    throw problemDetails.schemaIncorrect([{ path: '', line: deepLine, ...LEVELS }]);
  const lines = new LineCounter();
  const tokens = beginning(new Parser(lines.addNewLine).parse(text));
  // keyErrors finds duplicate keys; the library would compare each key with all before it.
  const documents = new Composer({ uniqueKeys: false }).compose(tokens, true, text.length);
  // There is at least one; documents after the second are not parsed.
  const [document, another] = documents as unknown as [Document.Parsed, Document.Parsed?];
  const lineOf = (pointer: string): number =>
    lines.linePos(offsetOf(document, stepsOf(pointer))).line;
  const placeOf: Placing = (offset) => {
    const { line, col: column } = lines.linePos(offset);
    return { path: '', line, column };
  };
  if (another) {
    const report = { expected: 'one document', seen: 'another one' };
    throw problemDetails.schemaIncorrect([{ ...placeOf(another.range[0]), ...report }]);
  }
  for (const find of [syntaxErrors, keyErrors]) {
    const errors = find(document, placeOf);
    if (errors.length > 0) throw problemDetails.schemaIncorrect(errors.slice(0, MAX_SCHEMA_ERRORS));
  }
  const value = valueOf(document);
  const tooDeep = deepPlace(value);
  if (tooDeep === undefined) return { value, lineOf };
  throw problemDetails.schemaIncorrect([{ path: '', line: lineOf(tooDeep), ...LEVELS }]);
}

/** The line on which a YAML text nests too deep: by brackets, by indicators in one line, by indentation. */
function tooDeepAt(text: string): number | undefined {
  const indents: number[] = [];
  let [line, brackets, indicators] = [1, 0, 0];
  let indent: number | undefined = 0;
  for (const token of new Lexer().lex(text)) {
    const type = CST.tokenType(token);
    if (type === 'newline') [line, indent, indicators] = [line + 1, 0, 0];
    else if (type === 'space' && indent !== undefined) indent += token.length;
    else if (indent !== undefined) {
      while ((indents.at(-1) ?? -1) >= indent) indents.pop();
      indents.push(indent);
      indent = undefined;
    }
    if (type === 'flow-seq-start' || type === 'flow-map-start') brackets += 1;
    else if (type === 'flow-seq-end' || type === 'flow-map-end') brackets -= 1;
    else if (type === 'seq-item-ind' || type === 'explicit-key-ind') indicators += 1;
    if (brackets + indicators + indents.length > MAX_DEPTH) return line;
  }
  return undefined;
}

/** The tokens up to the hundredth error: a text that is not YAML has one on every line. */
function* beginning(tokens: Iterable<CST.Token>): Generator<CST.Token, void> {
  let errors = 0;
  for (const token of tokens) {
    yield token;
    if (token.type === 'error' && (errors += 1) === MAX_SCHEMA_ERRORS) return;
  }
}

type Placing = (offset: number) => Pick<SchemaError, 'path' | 'line' | 'column'>;

function syntaxErrors({ errors, warnings }: Document, placeOf: Placing): SchemaError[] {
  return [...errors, ...warnings].map(({ code, message, pos }) => ({
    ...placeOf(pos[0]),
    ...(code === 'RESOURCE_EXHAUSTION' ? LEVELS : { expected: 'YAML', seen: message }),
  }));
}

/** Errors of duplicate keys, of keys that are not text, and of aliases without an anchor. */
function keyErrors(document: Document, placeOf: Placing): SchemaError[] {
  const errors: SchemaError[] = [];
  const anchors = new Set<string>();
  const report = (node: unknown, expected: string, seen: string): void => {
    const offset = (node as Node | null)?.range?.[0] ?? 0;
    errors.push({ ...placeOf(offset), expected, seen });
  };
  visit(document, {
    Value: (_, { anchor }) => {
      if (anchor !== undefined) anchors.add(anchor);
    },
    Alias: (_, alias) => {
      if (!anchors.has(alias.source)) report(alias, 'an anchor before it', `*${alias.source}`);
    },
    Map: (_, { anchor, items }) => {
      if (anchor !== undefined) anchors.add(anchor);
      const names = new Set<string>();
      for (const { key } of items) {
        const name = nameOf(key);
        if (name === undefined) report(key, 'a text as key', 'none');
        else if (names.has(name)) report(key, 'each key once', `${describeValue(name)} again`);
        else names.add(name);
      }
    },
  });
  return errors;
}

/** The name of a field; undefined: the key is a list or an object. */
function nameOf(key: unknown): string | undefined {
  return isScalar<string | number | boolean | null>(key) ? String(key.value ?? '') : undefined;
}

function valueOf(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch {
    // The only error of the library after parsing.
    const expected = `what stands for ${MOST_ALIASES} times itself at most`;
    throw problemDetails.schemaIncorrect([{ path: '', expected, seen: 'more aliases' }]);
  }
}

/** A pointer to a value below the maximum depth; a value that contains itself by an alias has one. */
function deepPlace(value: unknown, pointer = '', depth = 0): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth === MAX_DEPTH) return pointer;
  for (const [name, inner] of Object.entries(value)) {
    const found = deepPlace(inner, below(pointer, name), depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function offsetOf(document: Document, steps: string[]): number {
  let at: unknown = document.contents;
  let offset = (at as Node | null)?.range?.[0] ?? 0;
  for (const step of steps) {
    const found = stepInto(isAlias(at) ? at.resolve(document) : at, step);
    if (!found) break;
    [offset, at] = found;
  }
  return offset;
}

/** The offset and the value of a field or an item. */
function stepInto(node: unknown, step: string): [offset: number, inner: unknown] | undefined {
  if (!isCollection(node)) return undefined;
  if (isSeq<Node>(node)) {
    const item = node.items[Number(step)];
    return item?.range ? [item.range[0], item] : undefined;
  }
  const pair = isMap<Node>(node) && node.items.find(({ key }) => nameOf(key) === step);
  return pair && pair.key.range ? [pair.key.range[0], pair.value] : undefined;
}

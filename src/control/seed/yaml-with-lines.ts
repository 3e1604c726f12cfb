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

/** So often may aliases stand for what was said before: each of them can stand for all that came before it. */
const MAX_ALIAS_COUNT = 100;
const TOO_DEEP = { expected: `at most ${MAX_DEPTH} levels`, seen: 'more' };

/** What a YAML or JSON text says, and on which of its lines. */
export interface YamlValueWithLines {
  value: unknown;
  /** The line of the place to which a JSON Pointer leads; of what is not there, that of the thing in which it is missing. */
  lineOf: (pointer: string) => number;
}

/** Reads a YAML text, of which JSON is one; throws a problem with everything that keeps it from being one. */
export function parseYaml(text: string): YamlValueWithLines {
  // The library goes down a level for each of them before anybody can ask how deep it is.
  const deepLine = tooDeepLine(text);
  if (deepLine !== undefined)
    throw problemDetails.schemaIncorrect([{ path: '', line: deepLine, ...TOO_DEEP }]);
  const lines = new LineCounter();
  const tokens = untilMaxErrors(new Parser(lines.addNewLine).parse(text));
  // Whether each key comes once is looked at below: the library would compare each with all before it.
  const documents = new Composer({ uniqueKeys: false }).compose(tokens, true, text.length);
  // There is always one, and a third is not waited for.
  const [document, secondDocument] = documents as unknown as [Document.Parsed, Document.Parsed?];
  const lineOf = (pointer: string): number =>
    lines.linePos(offsetOf(document, stepsOf(pointer))).line;
  const locate: Locate = (offset) => {
    const { line, col: column } = lines.linePos(offset);
    return { path: '', line, column };
  };
  if (secondDocument) {
    const fault = { expected: 'one document', seen: 'another one' };
    throw problemDetails.schemaIncorrect([{ ...locate(secondDocument.range[0]), ...fault }]);
  }
  for (const find of [syntaxErrors, keyAndAliasErrors]) {
    const errors = find(document, locate);
    if (errors.length > 0) throw problemDetails.schemaIncorrect(errors.slice(0, MAX_SCHEMA_ERRORS));
  }
  const value = valueOf(document);
  const tooDeep = tooDeepPointer(value);
  if (tooDeep === undefined) return { value, lineOf };
  throw problemDetails.schemaIncorrect([{ path: '', line: lineOf(tooDeep), ...TOO_DEEP }]);
}

/** The line on which a YAML text nests too deep: by brackets, by indicators in one line, by indentation. */
function tooDeepLine(text: string): number | undefined {
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

/** The tokens as far as it is worth reading on: what is no YAML at all has an error on every line. */
function* untilMaxErrors(tokens: Iterable<CST.Token>): Generator<CST.Token, void> {
  let errors = 0;
  for (const token of tokens) {
    yield token;
    if (token.type === 'error' && (errors += 1) === MAX_SCHEMA_ERRORS) return;
  }
}

type Locate = (offset: number) => Pick<SchemaError, 'path' | 'line' | 'column'>;

function syntaxErrors({ errors, warnings }: Document, locate: Locate): SchemaError[] {
  return [...errors, ...warnings].map(({ code, message, pos }) => ({
    ...locate(pos[0]),
    ...(code === 'RESOURCE_EXHAUSTION' ? TOO_DEEP : { expected: 'YAML', seen: message }),
  }));
}

/** Keys that come twice in one object or are no text, and aliases of nothing. */
function keyAndAliasErrors(document: Document, locate: Locate): SchemaError[] {
  const errors: SchemaError[] = [];
  const anchors = new Set<string>();
  const fault = (node: unknown, expected: string, seen: string): void => {
    const offset = (node as Node | null)?.range?.[0] ?? 0;
    errors.push({ ...locate(offset), expected, seen });
  };
  visit(document, {
    Value: (_, { anchor }) => {
      if (anchor !== undefined) anchors.add(anchor);
    },
    Alias: (_, alias) => {
      if (!anchors.has(alias.source)) fault(alias, 'an anchor before it', `*${alias.source}`);
    },
    Map: (_, { anchor, items }) => {
      if (anchor !== undefined) anchors.add(anchor);
      const names = new Set<string>();
      for (const { key } of items) {
        const name = nameOf(key);
        if (name === undefined) fault(key, 'a text as key', 'none');
        else if (names.has(name)) fault(key, 'each key once', `${describeValue(name)} again`);
        else names.add(name);
      }
    },
  });
  return errors;
}

/** The name of a field; undefined: the key is not of one value. */
function nameOf(key: unknown): string | undefined {
  return isScalar<string | number | boolean | null>(key) ? String(key.value ?? '') : undefined;
}

function valueOf(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIAS_COUNT });
  } catch {
    // The one thing that the library refuses in a document that it could read.
    const expected = `what stands for ${MAX_ALIAS_COUNT} times itself at most`;
    throw problemDetails.schemaIncorrect([{ path: '', expected, seen: 'more aliases' }]);
  }
}

/** A pointer to something that lies too deep; what holds itself by an alias has no end. */
function tooDeepPointer(value: unknown, pointer = '', depth = 0): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth === MAX_DEPTH) return pointer;
  for (const [name, inner] of Object.entries(value)) {
    const found = tooDeepPointer(inner, below(pointer, name), depth + 1);
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

/** Where a field or an item begins, and what it holds. */
function stepInto(node: unknown, step: string): [offset: number, inner: unknown] | undefined {
  if (!isCollection(node)) return undefined;
  if (isSeq<Node>(node)) {
    const item = node.items[Number(step)];
    return item?.range ? [item.range[0], item] : undefined;
  }
  const pair = isMap<Node>(node) && node.items.find(({ key }) => nameOf(key) === step);
  return pair && pair.key.range ? [pair.key.range[0], pair.value] : undefined;
}

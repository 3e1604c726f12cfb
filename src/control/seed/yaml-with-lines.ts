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
import { appendPointer, parsePointer } from '../../platform/validation/json-pointer.js';
import { MAX_DEPTH } from '../../platform/validation/nesting.js';
import {
  MAX_SCHEMA_ERRORS,
  describeValue,
  type SchemaError,
} from '../../platform/validation/schema.js';

/** Limit of nodes that aliases expand to: nested aliases grow exponentially ("billion laughs"). */
const MAX_ALIAS_COUNT = 100;
const TOO_DEEP = { expected: `at most ${MAX_DEPTH} levels`, seen: 'more' };

/** A parsed YAML or JSON text, and the lines of its values. */
export interface YamlValueWithLines {
  value: unknown;
  /** Line of the value at a JSON Pointer; for a missing value, the line of the nearest parent. */
  lineOf: (pointer: string) => number;
}

/** Parses YAML or JSON (a subset of YAML); throws one problem with all errors. */
export function parseYaml(text: string): YamlValueWithLines {
  // Checked before parsing: the library recurses for each level, and would overflow the stack.
  const deepLine = tooDeepLine(text);
  if (deepLine !== undefined)
    throw problemDetails.schemaIncorrect([{ path: '', line: deepLine, ...TOO_DEEP }]);
  const lines = new LineCounter();
  const tokens = untilMaxErrors(new Parser(lines.addNewLine).parse(text));
  // `keyAndAliasErrors` finds repeated keys: the library compares each key with all previous ones, in quadratic time.
  const documents = new Composer({ uniqueKeys: false }).compose(tokens, true, text.length);
  // The composer always yields one document; more than two are not composed.
  const [document, secondDocument] = documents as unknown as [Document.Parsed, Document.Parsed?];
  const lineOf = (pointer: string): number =>
    lines.linePos(offsetOf(document, parsePointer(pointer))).line;
  const locate: Locate = (offset) => {
    const { line, col: column } = lines.linePos(offset);
    return { path: '', line, column };
  };
  if (secondDocument) {
    const error = { expected: 'one document', seen: 'a second one' };
    throw problemDetails.schemaIncorrect([{ ...locate(secondDocument.range[0]), ...error }]);
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

/** First line on which a YAML text nests too deep: by brackets, indicators in one line, or indentation. */
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

/** Tokens up to the maximum number of errors: a text that is no YAML has an error on every line. */
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

/** Errors of repeated keys in an object, keys that are no scalar, and aliases without an anchor. */
function keyAndAliasErrors(document: Document, locate: Locate): SchemaError[] {
  const errors: SchemaError[] = [];
  const anchors = new Set<string>();
  const addError = (node: unknown, expected: string, seen: string): void => {
    const offset = (node as Node | null)?.range?.[0] ?? 0;
    errors.push({ ...locate(offset), expected, seen });
  };
  visit(document, {
    Value: (_, { anchor }) => {
      if (anchor !== undefined) anchors.add(anchor);
    },
    Alias: (_, alias) => {
      if (!anchors.has(alias.source)) addError(alias, 'an anchor before it', `*${alias.source}`);
    },
    Map: (_, { anchor, items }) => {
      if (anchor !== undefined) anchors.add(anchor);
      const names = new Set<string>();
      for (const { key } of items) {
        const name = nameOf(key);
        if (name === undefined) addError(key, 'a scalar as key', 'a collection or an alias');
        else if (names.has(name)) addError(key, 'each key once', `${describeValue(name)} again`);
        else names.add(name);
      }
    },
  });
  return errors;
}

/** Name of a field; undefined if the key is no scalar. */
function nameOf(key: unknown): string | undefined {
  return isScalar<string | number | boolean | null>(key) ? String(key.value ?? '') : undefined;
}

function valueOf(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIAS_COUNT });
  } catch {
    // The only error that the library throws for a document without syntax errors.
    const expected = `at most ${MAX_ALIAS_COUNT} copies by aliases`;
    throw problemDetails.schemaIncorrect([{ path: '', expected, seen: 'more' }]);
  }
}

/** Pointer to a value that is nested too deep. An alias can make a value contain itself, without end. */
function tooDeepPointer(value: unknown, pointer = '', depth = 0): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth === MAX_DEPTH) return pointer;
  for (const [name, inner] of Object.entries(value)) {
    const found = tooDeepPointer(inner, appendPointer(pointer, name), depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function offsetOf(document: Document, steps: string[]): number {
  let node: unknown = document.contents;
  let offset = (node as Node | null)?.range?.[0] ?? 0;
  for (const step of steps) {
    const found = stepInto(isAlias(node) ? node.resolve(document) : node, step);
    if (!found) break;
    [offset, node] = found;
  }
  return offset;
}

/** Offset and node of a field or an item. */
function stepInto(node: unknown, step: string): [offset: number, inner: unknown] | undefined {
  if (!isCollection(node)) return undefined;
  if (isSeq<Node>(node)) {
    const item = node.items[Number(step)];
    return item?.range ? [item.range[0], item] : undefined;
  }
  const pair = isMap<Node>(node) && node.items.find(({ key }) => nameOf(key) === step);
  return pair && pair.key.range ? [pair.key.range[0], pair.value] : undefined;
}

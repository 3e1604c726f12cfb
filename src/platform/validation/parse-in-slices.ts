import { StringDecoder } from 'node:string_decoder';
import { Slices } from '../time/slices.js';
import { endOfString } from './duplicate-names.js';
import { MAX_DEPTH } from './nesting.js';

/** Levels of a long value that are parsed one by one. */
const LEVELS = 6;
/** Length of a value that is parsed at once. It takes less than a millisecond. */
const SHORT = 64 * 1024;

/** Bytes that are decoded at once. */
const SLICE_BYTES = 1024 * 1024;

const [QUOTE, COMMA, COLON] = [0x22, 0x2c, 0x3a];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];
const isSpace = (char: number): boolean =>
  char === 0x20 || char === 0x0a || char === 0x0d || char === 0x09;

/** Decodes a long text in UTF-8 in slices, so that other work runs meanwhile. */
export async function decodeInSlices(bytes: Buffer): Promise<string> {
  const decoder = new StringDecoder('utf8');
  const slices = new Slices();
  const texts: string[] = [];
  for (let at = 0; at < bytes.length; at += SLICE_BYTES) {
    if (slices.isOver) await slices.turn();
    texts.push(decoder.write(bytes.subarray(at, at + SLICE_BYTES)));
  }
  return texts.join('') + decoder.end();
}

/**
 * Parses a long JSON text in slices, so that other work runs meanwhile. Throws a `SyntaxError` for a text that is no JSON, or
 * that nests too deeply.
 */
export async function parseInSlices(text: string): Promise<unknown> {
  const parser = new SlicedParser(text);
  const value = await parser.value(LEVELS);
  parser.expectEnd();
  return value;
}

class SlicedParser {
  private at = 0;
  private readonly slices = new Slices();

  constructor(private readonly text: string) {}

  async value(levels: number): Promise<unknown> {
    const first = this.next();
    const end = this.endOfValue(this.at, SHORT);
    if (end === undefined && levels > 0) {
      if (first === '{') return this.object(levels - 1);
      if (first === '[') return this.list(levels - 1);
    }
    if (this.slices.isOver) await this.slices.turn();
    const start = this.at;
    this.at = end ?? this.endOfValue(start, Infinity) ?? this.text.length;
    return JSON.parse(this.text.slice(start, this.at)) as unknown;
  }

  expectEnd(): void {
    if (this.next() !== '') this.fail();
  }

  private async object(levels: number): Promise<object> {
    const members: [string, unknown][] = [];
    this.at += 1;
    if (this.next() === '}') return this.end({});
    for (;;) {
      if (this.next() !== '"') this.fail();
      const end = endOfString(this.text, this.at) + 1;
      const name = JSON.parse(this.text.slice(this.at, end)) as string;
      this.at = end;
      if (this.next() !== ':') this.fail();
      this.at += 1;
      members.push([name, await this.value(levels)]);
      const after = this.next();
      if (after === '}') return this.end(Object.fromEntries(members));
      if (after !== ',') this.fail();
      this.at += 1;
    }
  }

  private async list(levels: number): Promise<unknown[]> {
    const items: unknown[] = [];
    this.at += 1;
    if (this.next() === ']') return this.end(items);
    for (;;) {
      items.push(await this.value(levels));
      const after = this.next();
      if (after === ']') return this.end(items);
      if (after !== ',') this.fail();
      this.at += 1;
    }
  }

  private end<Value>(value: Value): Value {
    this.at += 1;
    return value;
  }

  /** The next character that is no white space; empty: the end. */
  private next(): string {
    while (isSpace(this.text.charCodeAt(this.at))) this.at += 1;
    return this.text.charAt(this.at);
  }

  /** The position after a value; undefined: it is longer than `most`. Whether the value is valid, `JSON.parse` finds. */
  private endOfValue(start: number, most: number): number | undefined {
    const { text } = this;
    let depth = 0;
    for (let at = start; at < text.length; at += 1) {
      if (at - start > most) return undefined;
      const char = text.charCodeAt(at);
      if (char === QUOTE) at = endOfString(text, at);
      else if (char === OPEN_OBJECT || char === OPEN_LIST) {
        depth += 1;
        if (depth > MAX_DEPTH - LEVELS)
          throw new SyntaxError(`more than ${MAX_DEPTH - LEVELS} levels at position ${at}`);
      } else if (char === CLOSE_OBJECT || char === CLOSE_LIST) depth -= 1;
      if (depth < 0) return at;
      if (depth > 0) continue;
      if (char === CLOSE_OBJECT || char === CLOSE_LIST || char === QUOTE) return at + 1;
      if (char === COMMA || char === COLON || isSpace(char)) return at;
    }
    return text.length;
  }

  private fail(): never {
    const found = this.text.charAt(this.at);
    const seen = found === '' ? 'the end' : `${JSON.stringify(found)} at position ${this.at}`;
    throw new SyntaxError(`Unexpected ${seen}`);
  }
}

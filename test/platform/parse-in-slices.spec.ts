import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeInSlices, parseInSlices } from '../../src/platform/validation/parse-in-slices.js';

/** The value of a text, or `invalid`. */
async function outcomeOf(parse: () => unknown): Promise<unknown> {
  try {
    return await parse();
  } catch (error) {
    return error instanceof SyntaxError ? 'invalid' : error;
  }
}

describe('parseInSlices', () => {
  it('returns the same value as JSON.parse', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 9 }), fc.nat(2), async (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(await parseInSlices(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('returns the same value for a long text with short and long values', async () => {
    const items = Array.from({ length: 3000 }, (_, id) => ({ id, text: 'x{"'.repeat(id % 40) }));
    const value = {
      a: { b: items, c: [], d: { e: 'y'.repeat(100_000), f: [items, {}] } },
      g: -1.5e3,
    };
    expect(await parseInSlices(JSON.stringify(value, null, 1))).toEqual(value);
    await expect(parseInSlices(JSON.stringify(value).slice(0, -1))).rejects.toThrow(SyntaxError);
  });

  it('refuses the same texts as JSON.parse', async () => {
    const parts = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      ' ',
      '"a"',
      '"',
      '\\',
      '1',
      '-',
      'e',
      'true',
      'nul',
      '0',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(parts, { maxLength: 8 }), async (some) => {
        const text = some.join('');
        expect(await outcomeOf(() => parseInSlices(text))).toEqual(
          await outcomeOf(() => JSON.parse(text)),
        );
      }),
      { numRuns: 3000 },
    );
  });

  it('keeps a member with the name __proto__ as a value', async () => {
    const value = await parseInSlices('{"__proto__":{"a":1}}');
    expect([Object.keys(value as object), (value as { a?: number }).a]).toEqual([
      ['__proto__'],
      undefined,
    ]);
  });

  it('refuses a text that nests too deeply', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    await expect(parseInSlices(deep)).rejects.toThrow('more than 194 levels at position 194');
  });

  it('lets other work run', async () => {
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    await parseInSlices(JSON.stringify(Array.from({ length: 200_000 }, (_, id) => ({ id }))));
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
  });
});

describe('decodeInSlices', () => {
  it('decodes characters of several bytes at the end of a slice', async () => {
    const text = `${'x'.repeat(1024 * 1024 - 1)}€${'y'.repeat(10)}å`;
    expect((await decodeInSlices(Buffer.from(text))) === text).toBe(true);
  });
});

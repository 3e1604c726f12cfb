import { describe, expect, it } from '@jest/globals';
import { firstMissingLine, lastJsonOf, reduceTo } from './answers.js';
import { codeBlocksOf, stepsOf, unexplainedBlocks } from './command-blocks.js';

const block = (language: string, text: string) => `\`\`\`${language}\n${text}\n\`\`\`\n`;

describe('lastJsonOf', () => {
  it.each([
    ['HTTP/1.1 200 OK\n\n{"a":1}', { a: 1 }],
    ['{"a":1}{"b":["]","\\"}"]} [end]', { b: [']', '"}'] }],
    ['[{"a":1}]\n', [{ a: 1 }]],
    ['no JSON {', undefined],
  ])('finds the last JSON value in %j', (output, expected) => {
    expect(lastJsonOf(output)).toEqual(expected);
  });
});

describe('reduceTo', () => {
  it.each([
    [{ a: 1 }, { a: 1, b: 2 }],
    [{ a: '…' }, { a: { b: 1 } }],
    [{ a: 'SO-…' }, { a: 'SO-1' }],
    [
      [1, '…'],
      [1, 2, 3],
    ],
    [['…'], []],
  ])('keeps what %j states of %j', (stated, actual) => {
    expect(reduceTo(stated, actual)).toEqual(stated);
  });

  it.each([
    [{ a: 1 }, { a: 2 }],
    [{ a: '…' }, {}],
    [{ a: 'SO-…' }, { a: 'PO-1' }],
    [[1], [1, 2]],
    [[1, 2, '…'], [1]],
    [{ a: 1 }, 'text'],
  ])('shows a difference between %j and %j', (stated, actual) => {
    expect(reduceTo(stated, actual)).not.toEqual(stated);
  });
});

describe('firstMissingLine', () => {
  it('finds whole lines in their order, with placeholders', () => {
    const output = 'HTTP/1.1 202 Accepted\r\nLocation: /orders/1\r\n\r\n';
    expect(firstMissingLine('HTTP/1.1 202 Accepted\nLocation: …', output)).toBeUndefined();
    expect(firstMissingLine('HTTP/1.1 202', output)).toBe('HTTP/1.1 202');
    expect(firstMissingLine('Location: …\nHTTP/1.1 202 Accepted', output)).toBe(
      'HTTP/1.1 202 Accepted',
    );
  });
});

describe('blocks', () => {
  const markdown = [
    block('sh', 'curl a'),
    'prose',
    block('http', 'HTTP/1.1 200 OK'),
    block('json', '{}'),
    '<!-- not run: needs Docker -->\n',
    block('console', 'docker'),
    block('console', 'docker again'),
    block('text', 'an answer to nothing'),
  ].join('\n');

  it('are steps: commands with the answers up to the next commands', () => {
    expect(
      stepsOf(codeBlocksOf(markdown)).map(({ commands, answers }) => [
        commands.text,
        answers.map(({ language }) => language),
      ]),
    ).toEqual([['curl a\n', ['http', 'json']]]);
  });

  it('need a reason if they are neither run nor compared', () => {
    expect(unexplainedBlocks(codeBlocksOf(markdown)).map(({ text }) => text)).toEqual([
      'docker again\n',
      'an answer to nothing\n',
    ]);
  });
});

import { STATUS_CODES } from 'node:http';
import { plain } from '../../platform/observability/exchange-line.js';
import { paint } from '../output/colour.js';
import { printJson, printLines } from '../output/print.js';

/** Request and response that the demo shows. Bodies are JSON values, or texts of other formats. */
export interface ShownCall {
  /** True: Ketenlab sent it to another party. */
  sentByKetenlab: boolean;
  method: string;
  path: string;
  requestBody?: unknown;
  status: number;
  location?: string;
  responseBody?: unknown;
}

/** Output of the demo, for a reader or for a program. */
export interface DemoOutput {
  chain: (title: string) => void;
  step: (number: number, text: string) => void;
  call: (call: ShownCall) => void;
  links: (links: Readonly<Record<string, string>>) => void;
}

/** One JSON value per line. */
export const jsonOutput: DemoOutput = {
  chain: (title) => printJson({ type: 'chain', title }),
  step: (number, text) => printJson({ type: 'step', number, text }),
  call: (call) => printJson({ type: 'exchange', ...call }),
  links: (links) => printJson({ type: 'links', ...links }),
};

export const textOutput: DemoOutput = {
  chain: (title) => printLines([paint('bold', title), '']),
  step: (number, text) => printLines([`${number}. ${text}`]),
  call: (call) => printLines([...callLines(call), '']),
  links: (links) =>
    printLines([...Object.entries(links).map(([name, target]) => `More: ${name} ${target}`), '']),
};

const INDENT = ' '.repeat(5);
const MAX_LINES = 24;
const MAX_WIDTH = 100;

/** Lines of a call: `>` for the request, `<` for the response, each with its body below it. */
export function callLines(call: ShownCall): string[] {
  const { sentByKetenlab, method, path, requestBody, status, location, responseBody } = call;
  const sender = sentByKetenlab ? paint('dim', ' (sent by Ketenlab)') : '';
  return [
    `   > ${paint('cyan', plain(`${method} ${path}`))}${sender}`,
    ...bodyLines(requestBody),
    `   < ${paint(status < 400 ? 'green' : 'red', `${status} ${STATUS_CODES[status] ?? ''}`.trim())}`,
    ...(location === undefined ? [] : [`${INDENT}Location: ${plain(location)}`]),
    ...bodyLines(responseBody),
  ];
}

/** The beginning of a body. Short JSON stands in one line. */
function bodyLines(body: unknown): string[] {
  if (body === undefined || body === null || body === '') return [];
  const lines = typeof body === 'string' ? body.trim().split('\n') : jsonLines(body);
  const shown = lines.slice(0, MAX_LINES).map((line) => INDENT + shortened(plain(line)));
  const left = lines.length - shown.length;
  return left === 0 ? shown : [...shown, `${INDENT}… ${left} more lines`];
}

/** JSON in which each value that fits stands in one line. */
function jsonLines(value: unknown, name = '', indent = ''): string[] {
  const start = indent + (name === '' ? '' : `${JSON.stringify(name)}: `);
  const line = start + JSON.stringify(value);
  if (line.length <= MAX_WIDTH || typeof value !== 'object' || value === null) return [line];
  const entries: [string, unknown][] = Array.isArray(value)
    ? value.map((one) => ['', one])
    : Object.entries(value);
  const parts = entries.map(([key, one]) => jsonLines(one, key, `${indent}  `));
  const inner = parts.flatMap((lines, index) =>
    index === parts.length - 1 ? lines : [...lines.slice(0, -1), `${lines.at(-1)},`],
  );
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return [start + open, ...inner, indent + close];
}

function shortened(line: string): string {
  return line.length <= MAX_WIDTH ? line : `${line.slice(0, MAX_WIDTH)}…`;
}

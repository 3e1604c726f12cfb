import { styleText } from 'node:util';
import { exchangeLines, plain, type ShownExchange } from './exchange-line.js';

type Style = Parameters<typeof styleText>[0];

/** Levels of pino from which a line has a name and a colour. */
const levels: readonly (readonly [from: number, name: string, style: Style])[] = [
  [50, 'ERROR', 'red'],
  [40, 'WARN', 'yellow'],
  [30, 'INFO', 'green'],
  [0, 'DEBUG', 'dim'],
];

interface LogLine {
  level: number;
  time: string;
  msg?: string;
  exchange?: ShownExchange;
  [field: string]: unknown;
}

/** A line of the log for a reader, with its end. A line about an exchange is that of `ketenlab tail`. */
export function prettyLine(json: string, inColour: boolean): string {
  const { level, time, msg = '', exchange, ...fields } = JSON.parse(json) as LogLine;
  if (exchange) return `${exchangeLines(exchange, inColour).join('\n')}\n`;
  const paint = (style: Style, text: string): string =>
    inColour ? styleText(style, text, { validateStream: false }) : text;
  const [, name, style] = levels.find(([from]) => level >= from) ?? levels.at(-1)!;
  const line = [
    paint('dim', time.slice('2026-09-01T'.length, -1)),
    paint(style, name),
    plain(msg),
    ...Object.entries(fields).map(([key, value]) => `${paint('dim', `${key}=`)}${textOf(value)}`),
  ];
  return `${line.join(' ')}\n`;
}

/** A value on one line. Text with spaces has quotes. The stack of an error stays as it is: it is for a developer. */
function textOf(value: unknown): string {
  const { stack } = (value ?? {}) as { stack?: string };
  if (typeof stack === 'string') return `\n${stack}`;
  if (typeof value === 'string' && /^[^\s"]+$/.test(value)) return plain(value);
  return JSON.stringify(value);
}

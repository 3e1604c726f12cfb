import { styleText } from 'node:util';
import type {
  ExchangeView,
  FindingView,
  NearMissView,
} from '../control/exchanges/exchanges.messages.js';
import { ownValue } from '../platform/validation/own-value.js';

type Style = Parameters<typeof styleText>[0];

/** Fields of an exchange that a line shows. */
export type ShownExchange = Pick<
  ExchangeView,
  | 'at'
  | 'direction'
  | 'peer'
  | 'role'
  | 'operation'
  | 'method'
  | 'path'
  | 'status'
  | 'durationMs'
  | 'reason'
> & {
  findings: readonly Omit<FindingView, 'source' | 'text'>[];
  nearMiss?: Pick<NearMissView, 'role' | 'operation' | 'reason'> | undefined;
};

const OPERATION_WIDTH = 30;
const ROLE_WIDTH = 16;
const INDENT = ' '.repeat(15);

const levelStyles: Readonly<Record<string, Style>> = { MUST: 'red', SHOULD: 'yellow' };

/**
 * An exchange in one line: time, direction, role, operation, status, duration, path. Lines below it have the reason of an
 * error and the findings. `inColour` adds the colours of a terminal.
 */
export function exchangeLines(exchange: ShownExchange, inColour: boolean): string[] {
  const paint = (style: Style, text: string): string =>
    inColour ? styleText(style, text, { validateStream: false }) : text;
  const { at, direction, role, operation, method, path, status, durationMs } = exchange;
  const line = [
    paint('dim', at.slice('2026-09-01T'.length, -1)),
    direction === 'inbound' ? '>' : '<',
    (role ?? '-').padEnd(ROLE_WIDTH),
    (operation ?? '-').padEnd(OPERATION_WIDTH),
    paint(styleOf(status), status === 0 ? 'no response' : String(status)),
    paint('dim', `${Math.round(durationMs)} ms`),
    plain(`${method} ${path}`),
    ...(exchange.peer === 'sandbox' ? [paint('dim', '(own role)')] : []),
  ].join(' ');
  return [line, ...detailsOf(exchange, paint).map((detail) => `${INDENT}${detail}`)];
}

function detailsOf(
  { reason, nearMiss, findings }: ShownExchange,
  paint: (style: Style, text: string) => string,
): string[] {
  return [
    ...(reason === undefined ? [] : [plain(reason)]),
    ...(nearMiss ? [`near ${nearMiss.operation} of ${nearMiss.role}: ${nearMiss.reason}`] : []),
    ...findings.map(({ level, requirement, pointer, expected, seen }) => {
      const id = paint(ownValue(levelStyles, level) ?? 'dim', `${level} ${requirement}`);
      return `${id} ${plain(`${pointer || 'message'}: expected ${expected}, seen ${seen}`)}`;
    }),
  ];
}

function styleOf(status: number): Style {
  if (status === 0 || status >= 500) return 'red';
  return status >= 400 ? 'yellow' : 'green';
}

/** Text of a partner on one line, without the control characters that would change the terminal. */
function plain(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ');
}

import { styleText } from 'node:util';
import { ownValue } from '../validation/own-value.js';

type Style = Parameters<typeof styleText>[0];

/** Fields of an exchange that a line shows. */
export interface ShownExchange {
  /** Start of the request, in UTC. */
  at: string;
  direction: string;
  peer: string;
  workspace?: string;
  role?: string | null | undefined;
  operation?: string | null | undefined;
  /** Client that sent the request. */
  client?: string | undefined;
  method: string;
  /** Absent: the operation says enough. */
  path?: string;
  status: number;
  durationMs: number;
  reason?: string | undefined;
  findings: readonly ShownFinding[];
  nearMiss?: { role: string; operation: string; reason?: string } | undefined;
}

/** Finding with the values of its field, or else with the text of its requirement. */
interface ShownFinding {
  level: string;
  requirement: string;
  pointer: string;
  expected?: string;
  seen?: string;
  text?: string;
}

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
    ...(path === undefined ? [] : [plain(`${method} ${path}`)]),
    ...(exchange.client === undefined ? [] : [paint('dim', exchange.client)]),
    ...(exchange.workspace === undefined ? [] : [paint('dim', `[${exchange.workspace}]`)]),
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
    ...(nearMiss ? [nearMissText(nearMiss)] : []),
    ...findings.map(({ level, requirement, pointer, expected, seen, text }) => {
      const id = paint(ownValue(levelStyles, level) ?? 'dim', `${level} ${requirement}`);
      const says = seen === undefined ? text : `expected ${expected}, seen ${seen}`;
      return `${id} ${plain(`${pointer || 'message'}: ${says}`)}`;
    }),
  ];
}

function nearMissText({ role, operation, reason }: NonNullable<ShownExchange['nearMiss']>) {
  return `near ${operation} of ${role}${reason === undefined ? '' : `: ${reason}`}`;
}

function styleOf(status: number): Style {
  if (status === 0 || status >= 500) return 'red';
  return status >= 400 ? 'yellow' : 'green';
}

/** Text of a partner on one line, without the control characters that would change the terminal. */
export function plain(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ');
}

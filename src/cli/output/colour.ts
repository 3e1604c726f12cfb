import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];
type Stream = NodeJS.WriteStream;

/**
 * Adds a colour if the stream is a terminal. `NO_COLOR` and `FORCE_COLOR` decide otherwise; Node reads them.
 */
export function paint(style: Style, text: string, stream: Stream = process.stdout): string {
  return styleText(style, text, { stream });
}

/** True if `paint` adds colours. */
export function hasColours(stream: Stream = process.stdout): boolean {
  return paint('red', '.', stream) !== '.';
}

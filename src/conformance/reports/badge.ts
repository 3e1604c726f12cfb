import type { ConformanceReport, Summary } from './report.js';
import { markup, type Markup } from './markup.js';
import { outcomeOf, countTestable, type Outcome } from './outcome.js';
import { pluralize } from './words.js';
import { ownValue } from '../../platform/validation/own-value.js';

const LABEL = 'conformance';

/** Background and text colours with enough contrast to be readable. */
const COLOURS: Record<Outcome, readonly [background: string, text: string]> = {
  fail: ['#c0362c', '#fff'],
  warn: ['#e0b437', '#222'],
  pass: ['#2f7d43', '#fff'],
  none: ['#6e6e6e', '#fff'],
};

/** Widths of characters in Verdana at 11 pixels, if they differ from the width of a digit. */
const WIDTHS: Record<string, number> = {
  ' ': 3.9,
  '·': 4,
  a: 6.6,
  c: 5.7,
  e: 6.6,
  f: 3.9,
  i: 3,
  j: 3.8,
  l: 3,
  m: 10.7,
  o: 6.7,
  r: 4.7,
  s: 5.7,
  t: 4.3,
  w: 9,
};
const DIGIT_WIDTH = 7;
const MARGIN = 6;

/** Renders the overall result of a report as an SVG badge. */
export function renderBadge({ summary }: ConformanceReport): string {
  const message = badgeMessage(summary);
  const [left, right] = [textWidth(LABEL), textWidth(message)];
  const [background, textColour] = COLOURS[outcomeOf(summary)];
  const width = left + right;
  const name = `${LABEL}: ${message}`;
  return markup`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="20" \
role="img" aria-label="${name}">
  <title>${name}</title>
  <clipPath id="corners"><rect width="${width}" height="20" rx="3"/></clipPath>
  <g clip-path="url(#corners)">
    <rect width="${left}" height="20" fill="#4a4a4a"/>
    <rect x="${left}" width="${right}" height="20" fill="${background}"/>
  </g>
  <g font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle">
    ${renderLabel(left / 2, left, LABEL, '#fff')}
    ${renderLabel(left + right / 2, right, message, textColour)}
  </g>
</svg>
`.text;
}

function badgeMessage(summary: Summary): string {
  const { pass, fail, warn } = summary;
  const passed = `${pass} of ${countTestable(summary)}`;
  const message: Record<Outcome, string> = {
    fail: `${passed} · ${fail} failed`,
    warn: `${passed} · ${pluralize(warn, 'warning')}`,
    pass: passed,
    none: 'not tested',
  };
  return message[outcomeOf(summary)];
}

function textWidth(text: string): number {
  const widths = [...text].map((character) => ownValue(WIDTHS, character) ?? DIGIT_WIDTH);
  return Math.ceil(widths.reduce((sum, width) => sum + width, 0)) + 2 * MARGIN;
}

/** Renders a text with its computed width, so that it fits with any font. */
function renderLabel(x: number, width: number, text: string, colour: string): Markup {
  const length = width - 2 * MARGIN;
  return markup`<text x="${x}" y="14" textLength="${length}" fill="${colour}">${text}</text>`;
}

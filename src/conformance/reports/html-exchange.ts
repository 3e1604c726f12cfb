import type { RequirementResult, Evidence, ConformanceReport } from './report.js';
import { markup, escapeInvisible, type Markup } from './markup.js';
import { pluralize } from './words.js';
import { ownValue } from '../../platform/validation/own-value.js';

/** Length to which a body is cut in the page. */
const MAX_BODY_LENGTH = 10_000;

/** An exchange as it is shown under a requirement. */
export interface ShownExchange {
  key: string;
  number: number;
  evidence: Evidence;
  /** Roles of the exchange, for example `first tested` or `finding 1`. */
  labels: string[];
}

/** Makes an id that is safe as an attribute and as the fragment of a link. */
export function anchorOf(...names: readonly (string | number)[]): string {
  return names.map((name) => encodeURIComponent(escapeInvisible(String(name)))).join('.');
}

/**
 * The exchanges of a requirement, each once: the first and last tested ones, and those of its
 * findings.
 */
export function shownExchangesOf(
  { first, last, findings }: RequirementResult,
  exchanges: ConformanceReport['exchanges'],
): ShownExchange[] {
  const shown = new Map<string, ShownExchange>();
  const show = (key: string | undefined, label: string): void => {
    const evidence = key === undefined ? undefined : ownValue(exchanges, key);
    if (key === undefined || evidence === undefined) return;
    const item = shown.get(key) ?? { key, number: shown.size + 1, evidence, labels: [] };
    shown.set(key, item);
    item.labels.push(label);
  };
  show(first, 'first tested');
  show(last, 'last tested');
  for (const [at, { exchange, trigger }] of findings.entries()) {
    show(trigger, `trigger of finding ${at + 1}`);
    show(exchange, `finding ${at + 1}`);
  }
  return [...shown.values()];
}

/** Renders an exchange with its request and its response, collapsed. */
export function renderExchange(
  { id }: RequirementResult,
  { number, evidence, labels: label }: ShownExchange,
): Markup {
  const { method, path, status, at, direction, operation, title, request, response } = evidence;
  return markup`<details class="exchange" id="${anchorOf(id, number)}">
<summary><span class="number">${number}</span> <code>${title ?? markup`<b>${method}</b> ${path}`}</code>
<span class="status">${status === 0 ? 'no response' : status}</span>
<span class="labels">${label.join(', ')}</span></summary>
<p class="facts"><time datetime="${at}">${at}</time> · ${direction} · \
<code>${method} ${path}</code> · \
${operation ?? 'no operation'} · exchange <code>${evidence.id}</code></p>
<div class="sides">${renderMessage('Request', request)}${renderMessage('Response', response)}</div>
</details>
`;
}

function renderMessage(name: string, { headers, body }: Evidence['request']): Markup {
  const lines = Object.entries(headers)
    .filter(([, value]) => value !== undefined)
    .map(([header, value]) => `${header}: ${headerText(value)}`);
  return markup`<section><p class="label">${name}</p>
${lines.length > 0 ? markup`<pre class="headers">${lines.join('\n')}</pre>\n` : undefined}\
${renderBody(toText(body))}</section>
`;
}

function headerText(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : toText(value);
}

function renderBody(body: string): Markup {
  if (body === '') return markup`<p class="facts">no body</p>`;
  const more = body.length - MAX_BODY_LENGTH;
  return markup`<pre>${body.slice(0, MAX_BODY_LENGTH)}</pre>
${more > 0 ? markup`<p class="facts">${pluralize(more, 'character')} more</p>\n` : undefined}`;
}

function toText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

import type { RequirementResult, Evidence, Report } from './report.js';
import { markup, visible, type Markup } from './markup.js';
import { counted } from './words.js';

/** More of a body than this says nothing more to a reader. */
const MOST = 10_000;

/** An exchange that a requirement was judged by, as it is shown under that requirement. */
export interface Shown {
  key: string;
  number: number;
  proof: Evidence;
  /** What it is to the requirement. */
  being: string[];
}

/** A place in the page; safe in an id as in a link to it. */
export function anchorOf(...names: readonly (string | number)[]): string {
  return names.map((name) => encodeURIComponent(visible(String(name)))).join('.');
}

/** The exchanges of a requirement, each once: first and last judged, and those of its findings. */
export function shownOf(
  { first, last, findings }: RequirementResult,
  exchanges: Report['exchanges'],
): Shown[] {
  const shown = new Map<string, Shown>();
  const show = (key: string | undefined, being: string): void => {
    const proof = key === undefined ? undefined : exchanges[key];
    if (key === undefined || proof === undefined) return;
    const one = shown.get(key) ?? { key, number: shown.size + 1, proof, being: [] };
    shown.set(key, one);
    one.being.push(being);
  };
  show(first, 'first judged');
  show(last, 'last judged');
  for (const [at, { exchange }] of findings.entries()) show(exchange, `finding ${at + 1}`);
  return [...shown.values()];
}

/** An exchange, folded: what was asked and what was answered. */
export function exchangeOf({ id }: RequirementResult, { number, proof, being }: Shown): Markup {
  const { method, path, status, at, direction, operation, request, response } = proof;
  return markup`<details class="exchange" id="${anchorOf(id, number)}">
<summary><span class="number">${number}</span> <code><b>${method}</b> ${path}</code>
<span class="status">${status === 0 ? 'no answer' : status}</span>
<span class="being">${being.join(', ')}</span></summary>
<p class="facts"><time datetime="${at}">${at}</time> · ${direction} · \
${operation ?? 'no operation'} · exchange <code>${proof.id}</code></p>
<div class="sides">${sideOf('Request', request)}${sideOf('Response', response)}</div>
</details>
`;
}

function sideOf(name: string, { headers, body }: Evidence['request']): Markup {
  const lines = Object.entries(headers)
    .filter(([, value]) => value !== undefined)
    .map(([header, value]) => `${header}: ${headerIn(value)}`);
  return markup`<section><p class="label">${name}</p>
${lines.length > 0 ? markup`<pre class="headers">${lines.join('\n')}</pre>\n` : undefined}\
${bodyOf(inText(body))}</section>
`;
}

function headerIn(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : inText(value);
}

function bodyOf(body: string): Markup {
  if (body === '') return markup`<p class="facts">no body</p>`;
  const more = body.length - MOST;
  return markup`<pre>${body.slice(0, MOST)}</pre>
${more > 0 ? markup`<p class="facts">${counted(more, 'character')} more</p>\n` : undefined}`;
}

function inText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

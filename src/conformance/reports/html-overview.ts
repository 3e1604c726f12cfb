import {
  summarize,
  type PreflightCheck,
  type ConformanceReport,
  type Summary,
  type Verdict,
} from './report.js';
import { groupByApi, type ApiGroup } from './by-api.js';
import { anchorOf } from './html-exchange.js';
import { VERDICT_LABELS, renderVerdictMark, renderPair } from './html-requirement.js';
import { markup, type Markup } from './markup.js';
import { outcomeOf, describeOutcome, countTestable, countUntested } from './outcome.js';
import { pluralize, subjectName } from './words.js';

/** Order of the verdicts: the most urgent one first. */
const VERDICT_ORDER: readonly Verdict[] = ['fail', 'warn', 'pass', 'skip'];

const DATE_FORMAT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** Renders the subject of the report, its date and its overall result. */
export function renderMasthead(report: ConformanceReport): Markup {
  const { at, tool, summary, preflight } = report;
  const [lead, ...more] = describeOutcome(report);
  const outcome = preflight.every(({ ok }) => ok) ? outcomeOf(summary) : 'fail';
  return markup`<header><p class="eyebrow">Conformance report</p>
${renderSubject(report)}
<p class="when"><time datetime="${at}">${formatMoment(new Date(at))}</time> · \
Ketenlab ${tool.version}</p></header>
<section class="outcome ${outcome}" aria-label="Outcome"><p class="lead">${lead}</p>
${more.length > 0 ? markup`<p>${more.join(' ')}</p>` : undefined}</section>
`;
}

function formatMoment(at: Date): string {
  return `${DATE_FORMAT.format(at)}, ${at.toISOString().slice(11, 16)} UTC`;
}

function renderSubject({ subject }: ConformanceReport): Markup {
  return subject.kind === 'runner'
    ? markup`<h1>${subjectName(subject)}</h1>
<p class="target">tested at <code>${subject.target}</code></p>`
    : markup`<h1>${subjectName(subject)}</h1>
<p class="target">from the messages between the partner and the sandbox\
${subject.party === undefined ? undefined : markup`, in workspace ${subject.workspace}`}</p>`;
}

/** Renders the number of requirements per verdict: as numbers, as a bar and in a sentence. */
export function renderCounts(summary: Summary): Markup {
  const counts = shownCounts(summary);
  return markup`<section class="counts" aria-label="Counts"><ul class="tiles">
${VERDICT_ORDER.map((verdict) => renderTile(verdict, counts[verdict]))}</ul>
${renderBar(counts)}<p class="facts">${describeCoverage(summary)}</p></section>
`;
}

/** Requirements that cannot be tested are not counted as not tested. */
function shownCounts(summary: Summary): Record<Verdict, number> {
  return { ...summary, skip: countUntested(summary) };
}

/** The label of a verdict, in the plural if needed. */
function verdictLabel(verdict: Verdict, count: number): string {
  return verdict === 'warn' && count !== 1 ? 'warnings' : VERDICT_LABELS[verdict][1];
}

function renderTile(verdict: Verdict, count: number): Markup {
  const inside = markup`<b>${count}</b> <span>${verdictLabel(verdict, count)}</span>`;
  return count > 0
    ? markup`<li class="${verdict}"><a href="#${verdict}">${inside}</a></li>\n`
    : markup`<li class="none">${inside}</li>\n`;
}

function renderBar(counts: Record<Verdict, number>): Markup {
  const description = VERDICT_ORDER.map(
    (verdict) => `${counts[verdict]} ${verdictLabel(verdict, counts[verdict])}`,
  ).join(', ');
  const parts = VERDICT_ORDER.filter((verdict) => counts[verdict] > 0).map(
    (verdict) => markup`<i class="${verdict}" style="flex-grow:${counts[verdict]}"></i>`,
  );
  return markup`<div class="bar" role="img" aria-label="${description}">${parts}</div>\n`;
}

function describeCoverage(summary: Summary): string {
  const all = countTestable(summary);
  const tested = all - countUntested(summary);
  const share = Math.round(summary.coverage * 1000) / 10;
  const more = summary.excused > 0 ? ` ${summary.excused} more cannot be tested from outside.` : '';
  return `${tested} of ${pluralize(all, 'requirement')} tested, ${share} %.${more}`;
}

/** Renders the checks before the tests. */
export function renderPreflight(preflight: readonly PreflightCheck[]): Markup | undefined {
  if (preflight.length === 0) return undefined;
  const lines = preflight.map(
    ({ name, ok, said }) =>
      markup`<li>${renderVerdictMark(ok ? 'pass' : 'fail')}<span><b>${name}</b> ${said}</span></li>\n`,
  );
  return markup`<section aria-labelledby="preflight"><h2 id="preflight">Before the tests</h2>
<ul class="checks">
${lines}</ul></section>
`;
}

/** Renders the number of requirements per API, if there are several APIs. */
export function renderApis({ requirements }: ConformanceReport): Markup | undefined {
  const groups = groupByApi(requirements);
  if (groups.length < 2) return undefined;
  return markup`<section aria-labelledby="contracts"><h2 id="contracts">By API</h2>
<table><thead><tr><th scope="col">API</th>${VERDICT_ORDER.map(
    (verdict) => markup`<th scope="col">${verdictLabel(verdict, 0)}</th>`,
  )}</tr></thead>
<tbody>${groups.map(renderApiRow)}</tbody></table></section>
`;
}

function renderApiRow({ api, requirements }: ApiGroup): Markup {
  const counts = shownCounts(summarize(requirements));
  const cells = VERDICT_ORDER.map(
    (verdict) =>
      markup`<td class="${counts[verdict] > 0 ? verdict : 'none'}">${counts[verdict]}</td>`,
  );
  return markup`<tr><th scope="row">${api}</th>${cells}</tr>\n`;
}

/** Renders the comparison with the baseline. */
export function renderBaseline({ baseline }: ConformanceReport): Markup | undefined {
  if (!baseline) return undefined;
  const { unexpected, expected, passed } = baseline;
  return markup`<section aria-labelledby="baseline"><h2 id="baseline">Compared with the baseline</h2>
<dl class="pairs">${renderPair('New failures', renderLinks(unexpected))}\
${renderPair('Expected failures', renderLinks(expected))}\
${renderPair('Unexpected passes', renderLinks(passed))}</dl></section>
`;
}

function renderLinks(ids: readonly string[]): Markup {
  if (ids.length === 0) return markup`<span class="facts">none</span>`;
  return markup`${ids.map((id) => markup`<a href="#${anchorOf(id)}"><code>${id}</code></a> `)}`;
}

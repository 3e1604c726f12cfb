import {
  summarize,
  type PreflightCheck,
  type Report,
  type Summary,
  type Verdict,
} from './report.js';
import { groupByApi, type ApiGroup } from './by-contract.js';
import { anchorOf } from './html-exchange.js';
import { MARKS, markOf, pair } from './html-requirement.js';
import { markup, type Markup } from './markup.js';
import { outcomeOf, sentencesOf, testableOf, unjudgedOf } from './outcome.js';
import { counted } from './words.js';

/** What needs looking at comes first. */
const ORDER: readonly Verdict[] = ['fail', 'warn', 'pass', 'skip'];

const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** Of whom it is said, when, and what it comes to. */
export function mastheadOf(report: Report): Markup {
  const { at, tool, summary, preflight } = report;
  const [lead, ...more] = sentencesOf(report);
  const outcome = preflight.every(({ ok }) => ok) ? outcomeOf(summary) : 'fail';
  return markup`<header><p class="eyebrow">Conformance report</p>
${subjectOf(report)}
<p class="when"><time datetime="${at}">${whenOf(new Date(at))}</time> · \
Ketenlab ${tool.version}</p></header>
<section class="outcome ${outcome}" aria-label="Outcome"><p class="lead">${lead}</p>
${more.length > 0 ? markup`<p>${more.join(' ')}</p>` : undefined}</section>
`;
}

function whenOf(at: Date): string {
  return `${DAY.format(at)}, ${at.toISOString().slice(11, 16)} UTC`;
}

function subjectOf({ subject }: Report): Markup {
  return subject.kind === 'runner'
    ? markup`<h1>${subject.role}</h1>
<p class="target">tested at <code>${subject.target}</code></p>`
    : markup`<h1>Workspace ${subject.workspace}</h1>
<p class="target">by what was seen of the partner</p>`;
}

/** How many of what, as numbers, as a bar and in a sentence. */
export function countsOf(summary: Summary): Markup {
  const counts = shownCounts(summary);
  return markup`<section class="counts" aria-label="Counts"><ul class="tiles">
${ORDER.map((verdict) => tileOf(verdict, counts[verdict]))}</ul>
${barOf(counts)}<p class="facts">${coverageSaid(summary)}</p></section>
`;
}

/** What nobody can test is not counted as not judged. */
function shownCounts(summary: Summary): Record<Verdict, number> {
  return { ...summary, skip: unjudgedOf(summary) };
}

/** What that many are said to be. */
function saidOf(verdict: Verdict, count: number): string {
  return verdict === 'warn' && count !== 1 ? 'warnings' : MARKS[verdict][1];
}

function tileOf(verdict: Verdict, count: number): Markup {
  const inside = markup`<b>${count}</b> <span>${saidOf(verdict, count)}</span>`;
  return count > 0
    ? markup`<li class="${verdict}"><a href="#${verdict}">${inside}</a></li>\n`
    : markup`<li class="none">${inside}</li>\n`;
}

function barOf(counts: Record<Verdict, number>): Markup {
  const told = ORDER.map(
    (verdict) => `${counts[verdict]} ${saidOf(verdict, counts[verdict])}`,
  ).join(', ');
  const parts = ORDER.filter((verdict) => counts[verdict] > 0).map(
    (verdict) => markup`<i class="${verdict}" style="flex-grow:${counts[verdict]}"></i>`,
  );
  return markup`<div class="bar" role="img" aria-label="${told}">${parts}</div>\n`;
}

function coverageSaid(summary: Summary): string {
  const all = testableOf(summary);
  const judged = all - unjudgedOf(summary);
  const share = Math.round(summary.coverage * 1000) / 10;
  const more = summary.excused > 0 ? ` ${summary.excused} more cannot be tested from outside.` : '';
  return `${judged} of ${counted(all, 'requirement')} judged, ${share} %.${more}`;
}

/** What had to be right beforehand. */
export function preflightOf(preflight: readonly PreflightCheck[]): Markup | undefined {
  if (preflight.length === 0) return undefined;
  const lines = preflight.map(
    ({ name, ok, said }) =>
      markup`<li>${markOf(ok ? 'pass' : 'fail')}<span><b>${name}</b> ${said}</span></li>\n`,
  );
  return markup`<section aria-labelledby="preflight"><h2 id="preflight">Before the tests</h2>
<ul class="checks">
${lines}</ul></section>
`;
}

/** The counts of each contract, where there are several. */
export function contractsOf({ requirements }: Report): Markup | undefined {
  const groups = groupByApi(requirements);
  if (groups.length < 2) return undefined;
  return markup`<section aria-labelledby="contracts"><h2 id="contracts">By contract</h2>
<table><thead><tr><th scope="col">Contract</th>${ORDER.map(
    (verdict) => markup`<th scope="col">${saidOf(verdict, 0)}</th>`,
  )}</tr></thead>
<tbody>${groups.map(contractRow)}</tbody></table></section>
`;
}

function contractRow({ contract: api, requirements }: ApiGroup): Markup {
  const counts = shownCounts(summarize(requirements));
  const cells = ORDER.map(
    (verdict) =>
      markup`<td class="${counts[verdict] > 0 ? verdict : 'none'}">${counts[verdict]}</td>`,
  );
  return markup`<tr><th scope="row">${api}</th>${cells}</tr>\n`;
}

/** How it compares with what was expected. */
export function baselineOf({ baseline }: Report): Markup | undefined {
  if (!baseline) return undefined;
  const { unexpected, expected, passed } = baseline;
  return markup`<section aria-labelledby="baseline"><h2 id="baseline">Against the baseline</h2>
<dl class="pairs">${pair('New failures', linksTo(unexpected))}\
${pair('Expected failures', linksTo(expected))}\
${pair('Passed after all', linksTo(passed))}</dl></section>
`;
}

function linksTo(ids: readonly string[]): Markup {
  if (ids.length === 0) return markup`<span class="facts">none</span>`;
  return markup`${ids.map((id) => markup`<a href="#${anchorOf(id)}"><code>${id}</code></a> `)}`;
}

import type { ReportedViolation, RequirementResult, Report, Verdict } from './report.js';
import { anchorOf, exchangeOf, shownOf, type Shown } from './html-exchange.js';
import { markup, type Markup } from './markup.js';
import { CAUSES, placeOf, restOf, timesOf } from './words.js';

/** A verdict for the eye, and in words. */
export const MARKS: Record<Verdict, readonly [sign: string, words: string]> = {
  pass: ['✓', 'met'],
  fail: ['✕', 'not met'],
  warn: ['!', 'warning'],
  skip: ['–', 'not judged'],
};

export function markOf(verdict: Verdict): Markup {
  const [sign, words] = MARKS[verdict];
  return markup`<span class="mark ${verdict}" role="img" aria-label="${words}">${sign}</span>`;
}

/** A requirement; what needs looking at is unfolded. */
export function requirementOf(judged: RequirementResult, report: Report): Markup {
  const { id, verdict, text, level } = judged;
  const open = verdict === 'fail' || verdict === 'warn' ? markup` open=""` : undefined;
  return markup`<li id="${anchorOf(id)}"><details class="requirement ${verdict}"${open}>
<summary>${markOf(verdict)}<span class="asked"><span class="sentence">${text}</span>
<span class="line"><code>${id}</code> <span class="level">${level}</span>\
${expectedOf(judged, report)} ${briefOf(judged)}</span></span></summary>
<div class="depth">${depthOf(judged, report)}</div></details></li>
`;
}

/** Whether it was expected to be so, where it is known what was. */
function expectedOf({ id, verdict }: RequirementResult, { baseline }: Report): Markup | undefined {
  if (baseline?.passed.includes(id))
    return markup` <span class="tag">had been expected to fail</span>`;
  if (verdict !== 'fail') return undefined;
  if (baseline?.expected.includes(id)) return markup` <span class="tag">expected</span>`;
  return baseline?.unexpected.includes(id)
    ? markup` <span class="tag loud">not expected</span>`
    : undefined;
}

function briefOf(judged: RequirementResult): Markup {
  const said = judged.verdict === 'skip' ? judged.reason : timesOf(judged);
  return markup`<span class="brief">${said}</span>`;
}

function depthOf(judged: RequirementResult, { exchanges }: Report): Markup {
  const { who, source, next, verdict } = judged;
  const shown = shownOf(judged, exchanges);
  return markup`<dl class="pairs">${pair('Source', source)}${pair('Asked of', who.join(', '))}\
${pair(verdict === 'skip' ? 'To have it judged' : 'What to do', next)}</dl>
${findingsOf(judged, shown)}${shown.map((one) => exchangeOf(judged, one))}`;
}

function findingsOf(judged: RequirementResult, shown: readonly Shown[]): Markup | undefined {
  if (judged.findings.length === 0) return undefined;
  const rest = restOf(judged);
  return markup`<ol class="findings">
${judged.findings.map((finding) => findingOf(judged, finding, shown))}</ol>
${rest === undefined ? undefined : markup`<p class="facts">${rest}</p>\n`}`;
}

/** A term and what it is; nothing, if it is nothing. */
export function pair(term: string, value: string | Markup | undefined): Markup | undefined {
  if (value === undefined || value === '') return undefined;
  return markup`<div><dt>${term}</dt><dd>${value}</dd></div>`;
}

function findingOf(
  { id }: RequirementResult,
  finding: ReportedViolation,
  shown: readonly Shown[],
): Markup {
  const { expected, seen, pointer, cause, test, readings, curl, exchange } = finding;
  const place = placeOf(finding);
  const proof = shown.find(({ key }) => key === exchange);
  return markup`<li>
<dl class="difference"><div class="expected"><dt>Expected</dt><dd>${expected}</dd></div>\
<div class="seen"><dt>Seen</dt><dd>${seen}</dd></div></dl>
<dl class="pairs">${pair('Where', pointer === '' ? place : markup`<code>${place}</code>`)}\
${pair('Look at', CAUSES[cause])}${pair('During', test)}${pair('Two readings', readings)}\
${pair('Shown by', proof && linkTo(id, proof))}</dl>
${curl && markup`<p class="label">To repeat it</p><pre>${curl}</pre>\n`}</li>
`;
}

function linkTo(id: string, { number }: Shown): Markup {
  return markup`<a href="#${anchorOf(id, number)}">exchange ${number}</a>`;
}

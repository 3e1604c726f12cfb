import type { ReportedViolation, RequirementResult, ConformanceReport, Verdict } from './report.js';
import { anchorOf, renderExchange, shownExchangesOf, type ShownExchange } from './html-exchange.js';
import { markup, type Markup } from './markup.js';
import { CAUSE_LABELS, describePointer, describeOmitted, describeCounts } from './words.js';

/** Symbol and label of each verdict. */
export const VERDICT_LABELS: Record<Verdict, readonly [sign: string, label: string]> = {
  pass: ['✓', 'passed'],
  fail: ['✕', 'failed'],
  warn: ['!', 'warning'],
  skip: ['–', 'not tested'],
};

export function renderVerdictMark(verdict: Verdict): Markup {
  const [sign, label] = VERDICT_LABELS[verdict];
  return markup`<span class="mark ${verdict}" role="img" aria-label="${label}">${sign}</span>`;
}

/** Renders a requirement. Failures and warnings are expanded. */
export function renderRequirement(result: RequirementResult, report: ConformanceReport): Markup {
  const { id, verdict, text, level } = result;
  const open = verdict === 'fail' || verdict === 'warn' ? markup` open=""` : undefined;
  return markup`<li id="${anchorOf(id)}"><details class="requirement ${verdict}"${open}>
<summary>${renderVerdictMark(verdict)}<span class="heading"><span class="sentence">${text}</span>
<span class="line"><code>${id}</code> <span class="level">${level}</span>\
${renderBaselineTag(result, report)} ${renderBrief(result)}</span></span></summary>
<div class="details">${renderDetails(result, report)}</div></details></li>
`;
}

/** Renders a tag that compares the verdict with the baseline. */
function renderBaselineTag(
  { id, verdict }: RequirementResult,
  { baseline }: ConformanceReport,
): Markup | undefined {
  if (baseline?.passed.includes(id)) return markup` <span class="tag">failure was expected</span>`;
  if (verdict !== 'fail') return undefined;
  if (baseline?.expected.includes(id)) return markup` <span class="tag">expected</span>`;
  return baseline?.unexpected.includes(id)
    ? markup` <span class="tag loud">unexpected</span>`
    : undefined;
}

function renderBrief(result: RequirementResult): Markup {
  const brief = result.verdict === 'skip' ? result.reason : describeCounts(result);
  return markup`<span class="brief">${brief}</span>`;
}

function renderDetails(result: RequirementResult, { exchanges }: ConformanceReport): Markup {
  const { who, source, effect, next, verdict, consequenceOf } = result;
  const shown = shownExchangesOf(result, exchanges);
  return markup`<dl class="pairs">${renderPair('Source', source)}${renderPair('Effect', effect)}\
${renderPair('Applies to', who.join(', '))}${renderPair('Same cause as', consequenceOf && renderRequirementLink(consequenceOf))}\
${renderPair(verdict === 'skip' ? 'To have it tested' : 'What to do', next)}</dl>
${renderFindings(result, shown)}${shown.map((exchange) => renderExchange(result, exchange))}`;
}

function renderRequirementLink(id: string): Markup {
  return markup`<a href="#${anchorOf(id)}"><code>${id}</code></a>`;
}

function renderFindings(
  result: RequirementResult,
  shown: readonly ShownExchange[],
): Markup | undefined {
  if (result.findings.length === 0) return undefined;
  const rest = describeOmitted(result);
  return markup`<ol class="findings">
${result.findings.map((finding) => renderFinding(result, finding, shown))}</ol>
${rest === undefined ? undefined : markup`<p class="facts">${rest}</p>\n`}`;
}

/** Renders a term and its value; nothing if the value is empty. */
export function renderPair(term: string, value: string | Markup | undefined): Markup | undefined {
  if (value === undefined || value === '') return undefined;
  return markup`<div><dt>${term}</dt><dd>${value}</dd></div>`;
}

function renderFinding(
  { id }: RequirementResult,
  finding: ReportedViolation,
  shown: readonly ShownExchange[],
): Markup {
  const { operation, expected, seen, pointer, before, cause, test, readings } = finding;
  const { token, curl, exchange, trigger } = finding;
  const place = describePointer(finding);
  const shownExchange = shown.find(({ key }) => key === exchange);
  return markup`<li>
<dl class="difference"><div class="expected"><dt>Expected</dt><dd>${expected}</dd></div>\
<div class="seen"><dt>Seen</dt><dd>${seen}</dd></div></dl>
<dl class="pairs">${renderPair('Operation', operation)}${renderPair('Where', pointer === '' ? place : markup`<code>${place}</code>`)}\
${renderPair('State before', before)}${renderPair('Cause', CAUSE_LABELS[cause])}${renderPair('Test', test)}${renderPair('Interpretations', readings)}\
${renderPair('Evidence', shownExchange && renderExchangeLink(id, shownExchange))}</dl>
${curl && markup`<p class="label">Command to repeat ${trigger === undefined ? 'the call' : 'the call that triggered it'}</p><pre>${[token, curl].filter(Boolean).join('\n')}</pre>\n`}</li>
`;
}

function renderExchangeLink(id: string, { number }: ShownExchange): Markup {
  return markup`<a href="#${anchorOf(id, number)}">exchange ${number}</a>`;
}

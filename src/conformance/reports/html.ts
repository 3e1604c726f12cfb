import type { RequirementResult, ConformanceReport } from './report.js';
import { groupByApi, type ApiGroup } from './by-contract.js';
import {
  renderBaseline,
  renderApis,
  renderCounts,
  renderMasthead,
  renderPreflight,
} from './html-overview.js';
import { renderPair, renderRequirement } from './html-requirement.js';
import { STYLE } from './html-style.js';
import { Markup, markup } from './markup.js';

/** A part of the list of requirements; in this order. */
interface Chapter {
  id: string;
  title: string;
  description: string;
  includes: (result: RequirementResult) => boolean;
  /** Only the number is shown until somebody wants more. */
  folded?: boolean;
}

const CHAPTERS: readonly Chapter[] = [
  {
    id: 'fail',
    title: 'Not met',
    description: 'These must be met, and are not.',
    includes: ({ verdict }) => verdict === 'fail',
  },
  {
    id: 'warn',
    title: 'Warnings',
    description: 'These should be met, and are not.',
    includes: ({ verdict }) => verdict === 'warn',
  },
  {
    id: 'pass',
    title: 'Met',
    description: 'These are met, as far as was seen.',
    includes: ({ verdict }) => verdict === 'pass',
  },
  {
    id: 'skip',
    title: 'Not judged',
    description: 'Nothing was seen by which these could be judged.',
    includes: ({ verdict, excused }) => verdict === 'skip' && !excused,
    folded: true,
  },
  {
    id: 'excused',
    title: 'Not testable',
    description: 'Nobody can test these from outside; they do not count.',
    includes: ({ verdict, excused }) => verdict === 'skip' && excused === true,
    folded: true,
  },
];

/** Nothing is loaded and nothing runs, whatever a partner has sent. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** A report as one page that stands alone. It is well-formed XML too. */
export function renderHtml(report: ConformanceReport): string {
  return markup`<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="${POLICY}"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="color-scheme" content="light dark"/>
<title>${pageTitle(report)}</title><style>${new Markup(STYLE)}</style></head>
<body><main>
${renderMasthead(report)}${renderCounts(report.summary)}${renderBaseline(report)}\
${renderPreflight(report.preflight)}${renderApis(report)}\
${CHAPTERS.map((chapter) => renderChapter(chapter, report))}${renderFooter(report)}</main></body></html>
`.text;
}

function pageTitle({ subject }: ConformanceReport): string {
  const who = subject.kind === 'runner' ? subject.role : subject.workspace;
  return `Conformance of ${who}`;
}

function renderChapter(
  { id, title, description: about, includes: holds, folded }: Chapter,
  report: ConformanceReport,
): Markup {
  const own = report.requirements.filter(holds);
  if (own.length === 0) return markup``;
  return markup`<section aria-labelledby="${id}">
<h2 id="${id}">${title} <small>${own.length}</small></h2>
<p class="facts">${about}</p>
${groupByApi(own).map((group) =>
  folded ? renderFoldedGroup(group, report) : renderGroup(group, report),
)}</section>
`;
}

function renderGroup({ api, requirements }: ApiGroup, report: ConformanceReport): Markup {
  return markup`<h3>${api}</h3>
<ul class="requirements">
${requirements.map((result) => renderRequirement(result, report))}</ul>
`;
}

/** Of hundreds, a reader wants the number first. */
function renderFoldedGroup({ api, requirements }: ApiGroup, report: ConformanceReport): Markup {
  return markup`<details class="group"><summary><h3>${api} \
<small>${requirements.length}</small></h3></summary>
<ul class="requirements">
${requirements.map((result) => renderRequirement(result, report))}</ul></details>
`;
}

/** By what it was judged. */
function renderFooter({ at, format, tool, hashes, rules }: ConformanceReport): Markup {
  return markup`<footer aria-labelledby="judged-by"><h2 id="judged-by">How this was judged</h2>
<dl class="pairs">${renderPair('Made by', `Ketenlab ${tool.version}, report format ${format}`)}\
${renderPair('Made at', at)}${renderPair('Requirements', markup`<code>${hashes.requirements}</code>`)}\
${renderPair('Configuration', markup`<code>${hashes.configuration}</code>`)}</dl>
<p class="facts">Two reports with the same hashes (SHA-256) were judged by the same \
requirements, under the same configuration.</p>
${renderRules(rules)}</footer>
`;
}

function renderRules(rules: ConformanceReport['rules']): Markup | undefined {
  const rows = Object.entries(rules);
  if (rows.length === 0) return undefined;
  return markup`<h3>Rules on which the sources disagree</h3>
<dl class="pairs rules">${rows.map(
    ([rule, value]) => markup`<div><dt>${rule}</dt><dd><code>${value}</code></dd></div>`,
  )}</dl>
`;
}

import type { RequirementResult, Report } from './report.js';
import { groupByApi, type ApiGroup } from './by-contract.js';
import { baselineOf, contractsOf, countsOf, mastheadOf, preflightOf } from './html-overview.js';
import { pair, requirementOf } from './html-requirement.js';
import { STYLE } from './html-style.js';
import { Markup, markup } from './markup.js';

/** A part of the list of requirements; in this order. */
interface Chapter {
  id: string;
  title: string;
  about: string;
  holds: (judged: RequirementResult) => boolean;
  /** Only the number is shown until somebody wants more. */
  folded?: boolean;
}

const CHAPTERS: readonly Chapter[] = [
  {
    id: 'fail',
    title: 'Not met',
    about: 'These must be met, and are not.',
    holds: ({ verdict }) => verdict === 'fail',
  },
  {
    id: 'warn',
    title: 'Warnings',
    about: 'These should be met, and are not.',
    holds: ({ verdict }) => verdict === 'warn',
  },
  {
    id: 'pass',
    title: 'Met',
    about: 'These are met, as far as was seen.',
    holds: ({ verdict }) => verdict === 'pass',
  },
  {
    id: 'skip',
    title: 'Not judged',
    about: 'Nothing was seen by which these could be judged.',
    holds: ({ verdict, excused }) => verdict === 'skip' && !excused,
    folded: true,
  },
  {
    id: 'excused',
    title: 'Not testable',
    about: 'Nobody can test these from outside; they do not count.',
    holds: ({ verdict, excused }) => verdict === 'skip' && excused === true,
    folded: true,
  },
];

/** Nothing is loaded and nothing runs, whatever a partner has sent. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** A report as one page that stands alone. It is well-formed XML too. */
export function htmlOf(report: Report): string {
  return markup`<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="${POLICY}"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="color-scheme" content="light dark"/>
<title>${titleOf(report)}</title><style>${new Markup(STYLE)}</style></head>
<body><main>
${mastheadOf(report)}${countsOf(report.summary)}${baselineOf(report)}\
${preflightOf(report.preflight)}${contractsOf(report)}\
${CHAPTERS.map((chapter) => chapterOf(chapter, report))}${colophonOf(report)}</main></body></html>
`.text;
}

function titleOf({ subject }: Report): string {
  const who = subject.kind === 'runner' ? subject.role : subject.workspace;
  return `Conformance of ${who}`;
}

function chapterOf({ id, title, about, holds, folded }: Chapter, report: Report): Markup {
  const own = report.requirements.filter(holds);
  if (own.length === 0) return markup``;
  return markup`<section aria-labelledby="${id}">
<h2 id="${id}">${title} <small>${own.length}</small></h2>
<p class="facts">${about}</p>
${groupByApi(own).map((group) =>
  folded ? foldedGroupOf(group, report) : groupOf(group, report),
)}</section>
`;
}

function groupOf({ contract: api, requirements }: ApiGroup, report: Report): Markup {
  return markup`<h3>${api}</h3>
<ul class="requirements">
${requirements.map((judged) => requirementOf(judged, report))}</ul>
`;
}

/** Of hundreds, a reader wants the number first. */
function foldedGroupOf({ contract: api, requirements }: ApiGroup, report: Report): Markup {
  return markup`<details class="group"><summary><h3>${api} \
<small>${requirements.length}</small></h3></summary>
<ul class="requirements">
${requirements.map((judged) => requirementOf(judged, report))}</ul></details>
`;
}

/** By what it was judged. */
function colophonOf({ at, format, tool, hashes, rules }: Report): Markup {
  return markup`<footer aria-labelledby="judged-by"><h2 id="judged-by">How this was judged</h2>
<dl class="pairs">${pair('Made by', `Ketenlab ${tool.version}, report format ${format}`)}\
${pair('Made at', at)}${pair('Requirements', markup`<code>${hashes.requirements}</code>`)}\
${pair('Configuration', markup`<code>${hashes.configuration}</code>`)}</dl>
<p class="facts">Two reports with the same hashes (SHA-256) were judged by the same \
requirements, under the same configuration.</p>
${rulesOf(rules)}</footer>
`;
}

function rulesOf(rules: Report['rules']): Markup | undefined {
  const rows = Object.entries(rules);
  if (rows.length === 0) return undefined;
  return markup`<h3>Rules on which the sources disagree</h3>
<dl class="pairs rules">${rows.map(
    ([rule, value]) => markup`<div><dt>${rule}</dt><dd><code>${value}</code></dd></div>`,
  )}</dl>
`;
}

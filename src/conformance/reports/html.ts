import type { RequirementResult, ConformanceReport } from './report.js';
import { groupByApi, type ApiGroup } from './by-api.js';
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
import { subjectName } from './words.js';

/** A section of the list of requirements. */
interface Chapter {
  id: string;
  title: string;
  description: string;
  includes: (result: RequirementResult) => boolean;
  /** The groups are collapsed and show only their number. */
  folded?: boolean;
}

const CHAPTERS: readonly Chapter[] = [
  {
    id: 'fail',
    title: 'Failed',
    description: 'Mandatory requirements that the partner does not satisfy.',
    includes: ({ verdict }) => verdict === 'fail',
  },
  {
    id: 'warn',
    title: 'Warnings',
    description: 'Recommended requirements that the partner does not satisfy.',
    includes: ({ verdict }) => verdict === 'warn',
  },
  {
    id: 'pass',
    title: 'Passed',
    description: 'Requirements that the partner satisfied in every test.',
    includes: ({ verdict }) => verdict === 'pass',
  },
  {
    id: 'skip',
    title: 'Not tested',
    description: 'Requirements for which no message was sent or received.',
    includes: ({ verdict, excused }) => verdict === 'skip' && !excused,
    folded: true,
  },
  {
    id: 'excused',
    title: 'Not testable',
    description: 'Requirements that cannot be tested from outside. They do not count.',
    includes: ({ verdict, excused }) => verdict === 'skip' && excused === true,
    folded: true,
  },
];

/**
 * Content Security Policy: nothing is loaded or executed, because the report contains data of the
 * partner.
 */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/**
 * Renders a report as one HTML page without external resources. The page is also well-formed XML.
 */
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
  const name = subjectName(subject);
  return `Conformance of ${name}`;
}

function renderChapter(
  { id, title, description: about, includes: holds, folded }: Chapter,
  report: ConformanceReport,
): Markup {
  const requirements = report.requirements.filter(holds);
  if (requirements.length === 0) return markup``;
  return markup`<section aria-labelledby="${id}">
<h2 id="${id}">${title} <small>${requirements.length}</small></h2>
<p class="facts">${about}</p>
${groupByApi(requirements).map((group) =>
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

/** Renders a group of many requirements as its number, collapsed. */
function renderFoldedGroup({ api, requirements }: ApiGroup, report: ConformanceReport): Markup {
  return markup`<details class="group"><summary><h3>${api} \
<small>${requirements.length}</small></h3></summary>
<ul class="requirements">
${requirements.map((result) => renderRequirement(result, report))}</ul></details>
`;
}

/** Renders the version, configuration and rules that the report is based on. */
function renderFooter({ at, format, tool, hashes, rules }: ConformanceReport): Markup {
  return markup`<footer aria-labelledby="about"><h2 id="about">About this report</h2>
<dl class="pairs">${renderPair('Created by', `Ketenlab ${tool.version}, report format ${format}`)}\
${renderPair('Created at', at)}${renderPair('Requirements', markup`<code>${hashes.requirements}</code>`)}\
${renderPair('Configuration', markup`<code>${hashes.configuration}</code>`)}</dl>
<p class="facts">Two reports with the same hashes (SHA-256) are based on the same \
requirements and the same configuration.</p>
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

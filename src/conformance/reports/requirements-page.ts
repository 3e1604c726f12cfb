import type { Api } from '../../platform/api/operation.js';
import { requirementsOf } from '../../platform/api/derived-requirements.js';
import type { Requirement } from '../../platform/requirements/requirement.js';

/** Renders the requirements as a page of the documentation, with a table for each API. */
export function renderRequirementsPage(apis: readonly Api[]): string {
  const all = apis.flatMap(requirementsOf);
  const untestable = all.filter((requirement) => requirement.notTestedReason !== undefined).length;
  return [
    '# Requirements',
    `The APIs have ${all.length} requirements for the parties. ${untestable} of them ` +
      'cannot be tested from outside. A running Ketenlab serves them at ' +
      `\`/_sandbox/requirements\`; findings, verdicts and reports refer to their ids. MUST: the source states the requirement. SHOULD: the sources do not state it, but it is good practice. INFO: useful to know, never a failure.`,
    'This page is generated from the code by `npm run openapi`.',
    ...apis.flatMap(renderSection),
  ]
    .join('\n\n')
    .concat('\n');
}

function renderSection(api: Api): string[] {
  return [
    `## ${api.title} ${api.version}`,
    [
      '| id | level | applies to | requirement | source |',
      '| --- | --- | --- | --- | --- |',
      ...requirementsOf(api).map(renderRow),
    ].join('\n'),
  ];
}

function renderRow({
  id,
  level,
  actors,
  text,
  source,
  notTestedReason,
  rule,
}: Requirement): string {
  const notes = [
    text,
    ...(rule === undefined ? [] : [`The rule \`${rule}\` decides.`]),
    ...(notTestedReason === undefined ? [] : [`Not tested: ${notTestedReason}.`]),
  ].join(' — ');
  const cells = [`\`${id}\``, level, actors.join('<br>'), notes, source];
  return `| ${cells.map(escapeCell).join(' | ')} |`;
}

function escapeCell(text: string): string {
  return text.replaceAll('|', String.raw`\|`);
}

import type { Api } from '../../platform/api/operation.js';
import { requirementsOf } from '../../platform/api/derived-requirements.js';
import type { Requirement } from '../../platform/requirements/requirement.js';

/** The catalogue of requirements as a page of the documentation: one table for each contract. */
export function renderRequirementsPage(apis: readonly Api[]): string {
  const all = apis.flatMap(requirementsOf);
  const excused = all.filter((one) => one.notTestedReason !== undefined).length;
  return [
    '# Requirements',
    `What the contracts ask of the parties: ${all.length} requirements, ${excused} of which nobody can test from outside. A running Ketenlab has them at \`/_sandbox/requirements\`; findings, verdicts and reports name them by their ids. MUST: the source states it. SHOULD: the sources leave it open, and we find that a careful partner does it. INFO: worth knowing, and never a failure.`,
    'The page is written from the code by `npm run openapi`.',
    ...apis.flatMap(renderSection),
  ]
    .join('\n\n')
    .concat('\n');
}

function renderSection(api: Api): string[] {
  const asked = requirementsOf(api);
  return [
    `## ${api.title} ${api.version}`,
    [
      '| id | level | who | requirement | source |',
      '| --- | --- | --- | --- | --- |',
      ...asked.map(renderRow),
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

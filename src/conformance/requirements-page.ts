import type { Contract } from '../kernel/contract/operation.js';
import { requirementsOf } from '../kernel/contract/duties.js';
import type { Requirement } from '../kernel/contract/requirement.js';

/** The catalogue of requirements as a page of the documentation: one table for each contract. */
export function requirementsPage(contracts: readonly Contract[]): string {
  const all = contracts.flatMap(requirementsOf);
  const excused = all.filter((one) => one.excused !== undefined).length;
  return [
    '# Requirements',
    `What the contracts ask of the parties: ${all.length} requirements, ${excused} of which nobody can test from outside. A running Ketenlab has them at \`/_sandbox/requirements\`; findings, verdicts and reports name them by their ids. MUST: the source states it. SHOULD: the sources leave it open, and we find that a careful partner does it. INFO: worth knowing, and never a failure.`,
    'The page is written from the code by `npm run openapi`.',
    ...contracts.flatMap(sectionOf),
  ]
    .join('\n\n')
    .concat('\n');
}

function sectionOf(contract: Contract): string[] {
  const asked = requirementsOf(contract);
  return [
    `## ${contract.title} ${contract.version}`,
    [
      '| id | level | who | requirement | source |',
      '| --- | --- | --- | --- | --- |',
      ...asked.map(rowOf),
    ].join('\n'),
  ];
}

function rowOf({ id, level, who, text, source, excused, rule }: Requirement): string {
  const notes = [
    text,
    ...(rule === undefined ? [] : [`The rule \`${rule}\` decides.`]),
    ...(excused === undefined ? [] : [`Not tested: ${excused}.`]),
  ].join(' — ');
  const cells = [`\`${id}\``, level, who.join('<br>'), notes, source];
  return `| ${cells.map(escaped).join(' | ')} |`;
}

function escaped(text: string): string {
  return text.replaceAll('|', String.raw`\|`);
}

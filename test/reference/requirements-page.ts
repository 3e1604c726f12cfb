import { roles } from '../../src/roles/index.js';
import { code, pageOf, prose, tableOf } from './markdown.js';
import { requirementsOf } from '../../src/platform/api/derived-requirements.js';
import type { Requirement } from '../../src/platform/requirements/requirement.js';

/** The requirements, with a table for each API. */
export function renderRequirementsPage(): string {
  const apis = [...new Set(roles.flatMap((role) => role.apis))];
  const all = apis.flatMap(requirementsOf);
  const untestable = all.filter((requirement) => requirement.notTestedReason !== undefined).length;
  return pageOf(
    '# Requirements',
    `The APIs have ${all.length} requirements for the parties. ${untestable} of them ` +
      'cannot be tested from outside. A running Ketenlab serves them at ' +
      '`/_sandbox/requirements`; findings, verdicts and reports refer to their ids. MUST: the source states the requirement. SHOULD: the sources do not state it, but it is good practice. INFO: useful to know, never a failure.',
    ...apis.flatMap((api) => [
      `## ${api.title} ${api.version}`,
      tableOf(
        ['id', 'level', 'applies to', 'requirement', 'source'],
        requirementsOf(api).map(rowOf),
      ),
    ]),
  );
}

function rowOf({ id, level, actors, text, source, notTestedReason, rule }: Requirement): string[] {
  const notes = [
    text,
    ...(rule === undefined ? [] : [`The rule \`${rule}\` decides.`]),
    ...(notTestedReason === undefined ? [] : [`Not tested: ${notTestedReason}.`]),
  ].join(' — ');
  return [code(id), level, actors.join(', '), prose(notes), prose(source)];
}

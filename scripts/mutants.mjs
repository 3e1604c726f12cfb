// npm run mutants: breaks our own roles on purpose, one fault each, and prints whether the runner reports each by the
// expected requirement. It also runs against correct servers, about which the runner must report nothing.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { built, root } from './setup.mjs';

built();
const jest = join(root, 'node_modules/jest/bin/jest.js');
const flags = ['--experimental-vm-modules', '--no-warnings=ExperimentalWarning'];
const config = join(root, 'jest.mutants.config.mjs');
const named = process.argv.slice(2);
const child = spawn(process.execPath, [...flags, jest, '--config', config, ...named], {
  cwd: root,
  stdio: ['ignore', 'pipe', 'pipe'],
});

let output = '';
for (const stream of [child.stdout, child.stderr])
  stream.on('data', (chunk) => {
    output += String(chunk);
  });

child.on('close', (code) => {
  const results = output.split('\n').flatMap((line) => resultIn(line) ?? []);
  const lines = results.toSorted(byRole).map(({ line }) => line);
  process.stdout.write(`${lines.join('\n')}\n\n`);
  if (code !== 0) process.stdout.write(`${output}\n`);
  const table = tableOf(results);
  process.stdout.write(`${table.join('\n')}\n`);
  const outdated = named.length === 0 ? outdatedDocuments(results) : [];
  for (const document of outdated)
    process.stderr.write(`${document}: has other numbers of mutants than these\n`);
  process.exitCode = code !== 0 || outdated.length > 0 ? 1 : 0;
});

/** The result of a mutant: `caught  MUST    ordersysteem      201 for 202`. */
function resultIn(line) {
  const [, result, level, role] = /^(caught|MISSED|ALARM) +(MUST|SHOULD) +(\S+) /.exec(line) ?? [];
  return result && { result, level, role, line };
}

function byRole(one, other) {
  return `${one.role} ${one.line}` < `${other.role} ${other.line}` ? -1 : 1;
}

/** A Markdown table with the number of mutants for each role. */
function tableOf(results) {
  const rows = rowsOf(results);
  const head = ['role', 'faults', 'by a MUST', 'by a SHOULD', 'not detected'];
  const width = head.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => String(row[column]).length)),
  );
  const lineOf = (cells) =>
    `| ${cells.map((cell, column) => String(cell).padEnd(width[column])).join(' | ')} |`;
  return [lineOf(head), lineOf(width.map((length) => '-'.repeat(length))), ...rows.map(lineOf)];
}

/** For each role, and in total: the faults, those detected by a MUST and by a SHOULD, and the others. */
function rowsOf(results) {
  const roles = [...new Set(results.toSorted(byRole).map(({ role }) => role))];
  return [...roles, 'total'].map((role) => {
    const own = results.filter((one) => role === 'total' || one.role === role);
    const detected = own.filter(({ result }) => result !== 'MISSED');
    const count = (wanted) => detected.filter(({ level }) => level === wanted).length;
    return [role, own.length, count('MUST'), count('SHOULD'), own.length - detected.length];
  });
}

/**
 * The documents that state other numbers of faults. The level at which a fault is reported can depend on the speed of
 * the machine, so that it is not compared.
 */
function outdatedDocuments(results) {
  const read = (file) => readFileSync(join(root, file), 'utf8');
  const guide = 'docs/guides/conformance.md';
  const text = read(guide);
  const isStated = ([role, faults]) => new RegExp(`^\\| ${role} +\\| ${faults} `, 'm').test(text);
  return [
    ...(read('README.md').includes(`in ${results.length} ways`) ? [] : ['README.md']),
    ...(rowsOf(results).every(isStated) ? [] : [guide]),
  ];
}

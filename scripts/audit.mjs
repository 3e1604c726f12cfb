// npm run audit:packages: fails if a package has a known vulnerability. What users get must have none that is moderate or
// worse; what only develops and tests, none that is high or critical.
import { spawnSync } from 'node:child_process';
import { root } from './setup.mjs';

const levels = ['low', 'moderate', 'high', 'critical'];
const checks = [
  { what: 'production packages', options: ['--omit=dev'], from: 'moderate' },
  { what: 'all packages', options: [], from: 'high' },
];

/** The answer of `npm audit`. `message`: the registry has none, as many mirrors; `error` alone: npm itself failed. */
function audit(options) {
  const { stdout } = spawnSync('npm', ['audit', '--json', ...options], {
    cwd: root,
    maxBuffer: 2 ** 26,
  });
  return JSON.parse(String(stdout));
}

function reasonOf({ name, severity, via }) {
  const titles = via.map((one) =>
    typeof one === 'string' ? `through ${one}` : `${one.title} ${one.url}`,
  );
  return `ketenlab: ${name} (${severity}): ${[...new Set(titles)].join('; ')}\n`;
}

let failed = false;
for (const { what, options, from } of checks) {
  const { vulnerabilities, message, error } = audit(options);
  if (!vulnerabilities) {
    if (message === undefined) throw new Error(`npm audit: ${error.summary}`);
    process.stdout.write(
      `ketenlab: no vulnerability was looked for, because the registry does not answer: ${message}\n`,
    );
    break;
  }
  const bad = Object.values(vulnerabilities).filter(
    ({ severity }) => levels.indexOf(severity) >= levels.indexOf(from),
  );
  for (const one of bad) process.stderr.write(reasonOf(one));
  if (bad.length > 0) failed = true;
  else process.stdout.write(`ketenlab: no vulnerability from ${from} in ${what}\n`);
}
process.exit(failed ? 1 : 0);

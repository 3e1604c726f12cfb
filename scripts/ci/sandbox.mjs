import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ketenlab, reasonIn } from './command.mjs';
import { CiError, input, isGitHub, jobOutput, lines, outputs, summary } from './platform.mjs';
import { conclude, limits, show } from './result.mjs';

const { env } = process;
/** Folder of the server, the same in all steps of a job. */
const folder = join(env.RUNNER_TEMP || tmpdir(), `ketenlab-${env.CI_JOB_ID ?? 'sandbox'}`);
const tokenFile = join(folder, 'token');
/** Variables that the server gets from the job. Others, such as DATABASE_URL, are those of the tested system. */
const inherited = ['PATH', 'HOME', 'TMPDIR', 'RUNNER_TRACKING_ID'];

const formats = {
  'conformance.json': 'json',
  'conformance.junit.xml': 'junit',
  'conformance.html': 'html',
  'conformance.md': 'markdown',
  'conformance.svg': 'badge',
};

/** Starts a server that runs until the end of the job. */
export async function startSandbox() {
  const [roles, seedFile] = [lines('roles').join(','), input('seed-file')];
  const settings = {
    DATABASE_URL: 'sqlite::memory:',
    ...(roles !== '' && { ROLES: roles }),
    ...(seedFile !== '' && { SEED_FILE: resolve(seedFile) }),
    ...settingsOf(lines('settings')),
  };
  const token = tokenFor(settings);
  const variables = {
    ...Object.fromEntries(inherited.flatMap((name) => (env[name] ? [[name, env[name]]] : []))),
    ...settings,
    ...(token !== undefined && { SANDBOX_TOKEN: token }),
  };
  mkdirSync(folder, { recursive: true });
  const args = ['serve', '--detach', '--json', '--port', input('port') || '4010'];
  const { code, output, errors } = await ketenlab(args, { cwd: folder, env: variables });
  if (code !== 0) throw new CiError(reasonIn(errors));
  rmSync(tokenFile, { force: true });
  if (token !== undefined) writeFileSync(tokenFile, token, { mode: 0o600 });
  const { url } = JSON.parse(output);
  outputs({ url, 'sandbox-token': token ?? '' });
  process.stdout.write(`Ketenlab listens at ${url}\n`);
}

/** Reads the report of a workspace, and stops the server. */
export async function stopSandbox() {
  const decisive = limits();
  const { output } = await ketenlab(['status', '--json'], { cwd: existingFolder() });
  const { running, url } = JSON.parse(output || '{}');
  if (!running) throw new CiError('no sandbox is running; start it in an earlier step of the job');
  let report;
  try {
    report = await writeReports(url, decisive.reportDir);
  } finally {
    const stopped = await ketenlab(['stop'], { cwd: folder });
    rmSync(tokenFile, { force: true });
    if (stopped.code !== 0) process.stderr.write(`${stopped.errors}\n`);
  }
  const { renderJobSummary } = await jobOutput();
  summary(renderJobSummary(report));
  await show(report, isGitHub);
  await conclude(report, decisive);
}

function existingFolder() {
  mkdirSync(folder, { recursive: true });
  return folder;
}

function settingsOf(all) {
  const entries = all.map((line, index) => {
    const [, name, value] = /^([A-Z][A-Z\d_]*)=(.*)$/.exec(line) ?? [];
    if (name !== undefined) return [name, value];
    // Its value may be a secret.
    throw new CiError(`settings: line ${index + 1} is not of the form NAME=value`);
  });
  return Object.fromEntries(entries);
}

/** Token of the control API: none if only this machine reaches the server. */
function tokenFor({ HOST = '127.0.0.1', SANDBOX_TOKEN }) {
  const isLoopback = /^(?:127\.|localhost$|::1$)/.test(HOST);
  const token = SANDBOX_TOKEN || (isLoopback ? undefined : randomBytes(16).toString('hex'));
  if (token !== undefined && isGitHub) process.stdout.write(`::add-mask::${token}\n`);
  return token;
}

/** Writes the reports of a workspace. Returns it as an object. */
async function writeReports(url, reportDir) {
  const [workspace, party] = [input('workspace') || 'default', input('party')];
  const headers = existsSync(tokenFile)
    ? { authorization: `Bearer ${readFileSync(tokenFile, 'utf8')}` }
    : {};
  const texts = {};
  for (const [file, format] of Object.entries(formats)) {
    const query = new URLSearchParams({ format, ...(party !== '' && { party }) });
    const path = `/_sandbox/workspaces/${encodeURIComponent(workspace)}/conformance?${query}`;
    const response = await fetch(url + path, { headers });
    texts[file] = await response.text();
    if (!response.ok) throw new CiError(`workspace ${workspace}: ${detailOf(texts[file])}`);
  }
  const report = JSON.parse(texts['conformance.json']);
  const { pass, fail, warn } = report.summary;
  mkdirSync(reportDir, { recursive: true });
  for (const [file, text] of Object.entries(texts)) writeFileSync(join(reportDir, file), text);
  if (pass + fail + warn > 0) return report;
  throw new CiError(
    `no message of your system has reached the workspace ${workspace}; check its base URLs, and the input workspace`,
  );
}

function detailOf(text) {
  try {
    return JSON.parse(text).detail ?? text;
  } catch {
    return text;
  }
}

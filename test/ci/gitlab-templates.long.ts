import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../support/command-process.js';
import { testServer } from '../support/test-server.js';
import { componentFile, GitLabJob } from './gitlab.js';
import { root } from './shell.js';

const server = testServer({ ROLES: 'ordersysteem', CONFIRM_AFTER: 'PT0S' });
const folder = temporaryFolder();
const repository = join(folder.path, 'repository');
const jobs: GitLabJob[] = [];

// A repository that a job can clone without its packages: links to this one.
beforeAll(() => {
  mkdirSync(repository);
  symlinkSync(join(root, 'scripts'), join(repository, 'scripts'));
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.org'];
  const git = (...args: string[]) => execFileSync('git', ['-C', repository, ...identity, ...args]);
  git('init', '--quiet', '--initial-branch', 'main');
  git('add', '.');
  git('commit', '--quiet', '--message', 'test');
});
afterEach(() => jobs.splice(0).forEach((job) => job.remove()));
afterAll(() => folder.remove());

function jobOf(component: string, inputs: Record<string, string | number | string[]>): GitLabJob {
  const job = new GitLabJob(component, { repository: `file://${repository}`, ...inputs });
  jobs.push(job);
  return job;
}

describe.each(['conformance.yml', 'sandbox.yml'])('templates/%s', (name) => {
  const { inputs, text, jobs: declared } = componentFile(name);

  it('has only keys of the syntax of inputs and jobs', () => {
    const keysOf = (values: object[]) => values.flatMap((one) => Object.keys(one));
    const ofInputs = ['description', 'type', 'default', 'options', 'regex', 'rules'];
    expect(ofInputs).toEqual(expect.arrayContaining(keysOf(Object.values(inputs))));
    expect([
      'stage',
      'image',
      'variables',
      'cache',
      'before_script',
      'script',
      'after_script',
      'artifacts',
    ]).toEqual(expect.arrayContaining(keysOf(Object.values(declared))));
  });

  it('describes and uses each input', () => {
    const used = [...text.matchAll(/\$\[\[ inputs\.([\w-]+) \]\]/g)].map(([, input]) => input!);
    expect([...new Set(used)].toSorted()).toEqual(Object.keys(inputs).toSorted());
    for (const { description } of Object.values(inputs)) expect(description).toMatch(/\S/);
  });

  it('has no input in a command, except the commands of the user', () => {
    const commands = text.split('\n').filter((line) => /^ +- /.test(line));
    expect(commands.filter((line) => line.includes('$[['))).toEqual(
      name === 'sandbox.yml' ? ['    - $[[ inputs.script ]]'] : [],
    );
  });

  it('publishes the reports of each job', () => {
    const { job } = jobOf(name, { script: ['true'] });
    expect(job.artifacts).toEqual({
      when: 'always',
      paths: ['ketenlab-reports/'],
      reports: { junit: 'ketenlab-reports/conformance.junit.xml' },
    });
  });
});

describe('a GitLab job with templates/conformance.yml', () => {
  const inputs = (more: Record<string, string | number> = {}) => ({
    job: 'my-job',
    role: 'ordersysteem',
    target: `$MY_URL/ordersysteem`,
    listen: '127.0.0.1:0',
    only: 'EDUV-ORDER-acceptOrder-method',
    ...more,
  });

  it('clones Ketenlab, tests the server and writes the reports', async () => {
    const job = jobOf('conformance.yml', inputs());
    expect(job.name).toBe('my-job');
    const { code, log } = await job.run({
      MY_URL: server.url,
      KETENLAB_CLIENT_SECRET: 'demo-secret',
    });
    expect({ code, log }).toMatchObject({ code: 0 });
    expect(log).toContain('PASS EDUV-ORDER-acceptOrder-method');
    expect(log).not.toMatch(/^::/m);
    expect(existsSync(join(job.folder.workspace, job.job.artifacts.reports.junit))).toBe(true);
  }, 60_000);

  it.each([
    ['does not answer', 'http://127.0.0.1:1', /^ketenlab: http:\S+ does not answer/m],
    [
      'is no URL',
      `"; $(touch evil) '`,
      /^ketenlab: --target "; \$\(touch evil\) ' must be an http/m,
    ],
  ])('fails with one line if the target %s', async (_, target, line) => {
    const job = jobOf('conformance.yml', inputs({ target }));
    const { code, log } = await job.run();
    expect([code, log]).toEqual([1, expect.stringMatching(line)]);
    expect(existsSync(join(job.folder.workspace, 'evil'))).toBe(false);
  });
});

describe('a GitLab job with templates/sandbox.yml', () => {
  /** Commands of a test that sends an order. */
  const sends = (quantity: string): string[] => [
    `URL=http://127.0.0.1:$KETENLAB_PORT`,
    `TOKEN=$(node ${root}/bin/ketenlab.mjs token --role ordersysteem --url $URL)`,
    `curl -s -o /dev/null -X PUT $URL/ordersysteem/v1/orders -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '{"requestReferenceId": "7d3c1c0e-4d0b-4b7e-9a55-0f5f6d1f3a10", "purchaseOrderId": "PO-1", "orderLines": [{"purchaseOrderLineId": "10", "productId": "9789000000017", "quantity": ${quantity}}]}'`,
  ];
  const port = 4260 + Number(process.env['JEST_WORKER_ID'] ?? 1);
  const run = async (script: string[]) => {
    const job = jobOf('sandbox.yml', { script, port });
    const result = await job.run();
    await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow('fetch failed');
    return { ...result, reports: join(job.folder.workspace, 'ketenlab-reports') };
  };

  it('runs the tests with a sandbox, and stops it with its report', async () => {
    const { code, log, reports } = await run(sends('30'));
    expect({ code, log }).toMatchObject({ code: 0 });
    expect(log).toMatch(/^Coverage [\d.]+ %: /m);
    expect(readdirSync(reports)).toContain('conformance.html');
  }, 60_000);

  it('fails if a MUST failed, and shows the cause without its value', async () => {
    const { code, log, reports } = await run(sends('"Ola"'));
    expect(code).toBe(1);
    expect(log).toMatch(
      /^FAIL EDUV-ORDER-01 .*: expected integer, seen string at \/orderLines\/0\/quantity$/m,
    );
    expect(log).toContain('ketenlab: requirements of level MUST failed: 1');
    const junit = readFileSync(join(reports, 'conformance.junit.xml'), 'utf8');
    expect(junit).toContain('<failure');
  }, 60_000);

  it('writes the report and stops the sandbox also if a test failed', async () => {
    const { code, reports } = await run([...sends('30'), 'exit 7']);
    expect([code, readdirSync(reports)]).toEqual([7, expect.arrayContaining(['conformance.md'])]);
  }, 60_000);
});

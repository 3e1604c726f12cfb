import { afterAll, describe, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { ConformanceReport } from '../../src/conformance/reports/report.js';
import {
  aanspraakmanager,
  withActOrigin,
  withOrigin,
  bestelomgeving,
  bokbasenOrders,
  dds,
  ordersysteem,
  type Subject,
} from '../mutants/subjects.js';
import { Workspace } from '../support/test-server.js';
import { CommandProcess, temporaryFolder } from '../support/command-process.js';

const PORT = 4180 + Number(process.env['JEST_WORKER_ID'] ?? 1);
const folder = temporaryFolder();
afterAll(() => folder.remove());

const roles = [ordersysteem, bestelomgeving, aanspraakmanager, bokbasenOrders, dds];

/** Starts a server with one role and sets the runner as its partner. */
async function startRole({ role, partners = {}, prepare }: Subject): Promise<string> {
  const env = { PORT: '0', ROLES: role, DATABASE_URL: 'sqlite::memory:', LOG_LEVEL: 'silent' };
  const url = await new CommandProcess(['dist/bundle/main.js'], env).url();
  const server = new Workspace('default', () => url);
  for (const [partner, address] of Object.entries(partners))
    await server.control(
      'put',
      `partners/${partner}`,
      withOrigin(address, `http://127.0.0.1:${PORT}`),
    );
  await prepare?.(server);
  return url;
}

describe('each role of the sandbox in its own process', () => {
  it.each(roles.map((subject) => [subject.role, subject] as const))(
    '%s passes the runner without failures, warnings or skipped requirements',
    async (role, subject) => {
      const url = await startRole(subject);
      const config = join(folder.path, `${role}.yaml`);
      const reportDir = join(folder.path, role);
      const { clients, data, act } = withActOrigin(subject.options, url);
      const options = {
        role,
        target: url + subject.base,
        tokenUrl: url + subject.token,
        clientId: 'demo',
        clientSecret: 'demo-secret',
        listen: `127.0.0.1:${PORT}`,
        reportDir,
        clients,
        data,
        act,
      };
      writeFileSync(config, stringify(JSON.parse(JSON.stringify(options))));
      const command = new CommandProcess(['bin/ketenlab.mjs', 'conformance', '--config', config]);
      const { code } = await command.exit;
      const { summary, requirements } = JSON.parse(
        readFileSync(join(reportDir, 'conformance.json'), 'utf8'),
      ) as ConformanceReport;
      const notPassed = requirements.filter(
        ({ verdict, excused }) => verdict !== 'pass' && !excused,
      );
      expect(notPassed.map(({ id, verdict, reason }) => [id, verdict, reason])).toEqual([]);
      expect([code, command.errors, summary.coverage]).toEqual([0, '', 1]);
    },
  );
});

import { afterAll, describe, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { ConformanceReport } from '../../src/conformance/reports/report.js';
import {
  aanspraakmanager,
  acting,
  addressed,
  bestelomgeving,
  bokbasenOrders,
  dds,
  ordersysteem,
  type Subject,
} from '../mutants/subjects.js';
import { Workspace } from '../support/ketenlab.js';
import { Running, temporaryFolder } from '../support/process.js';

const PORT = 4180 + Number(process.env['JEST_WORKER_ID'] ?? 1);
const folder = temporaryFolder();
afterAll(() => folder.remove());

const roles = [ordersysteem, bestelomgeving, aanspraakmanager, bokbasenOrders, dds];

/** Starts the role alone, and tells it where the runner will be. */
async function started({ role, partners = {}, prepare }: Subject): Promise<string> {
  const env = { PORT: '0', ROLES: role, DATABASE_URL: 'sqlite::memory:', LOG_LEVEL: 'silent' };
  const url = await new Running(['dist/bundle/main.js'], env).url();
  const server = new Workspace('default', () => url);
  for (const [partner, address] of Object.entries(partners))
    await server.control(
      'put',
      `partners/${partner}`,
      addressed(address, `http://127.0.0.1:${PORT}`),
    );
  await prepare?.(server);
  return url;
}

describe('our own roles, each in a process of its own', () => {
  it.each(roles.map((subject) => [subject.role, subject] as const))(
    '%s passes the runner with nothing failed, warned of or left out',
    async (role, subject) => {
      const url = await started(subject);
      const config = join(folder.path, `${role}.yaml`);
      const reportDir = join(folder.path, role);
      const { clients, data, act } = acting(subject.options, url);
      const told = {
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
      writeFileSync(config, stringify(JSON.parse(JSON.stringify(told))));
      const command = new Running(['bin/ketenlab.mjs', 'conformance', '--config', config]);
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

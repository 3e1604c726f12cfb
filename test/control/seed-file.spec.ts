import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestServer } from '../support/test-server.js';
import { temporaryFolder } from '../support/command-process.js';

const folder = temporaryFolder();
const file = join(folder.path, 'seed.yaml');
const server = new TestServer({ SEED_FILE: file });

const contract = (id: string): string => `contracts: [{ id: ${id} }]`;
const ids = async (collection: string): Promise<string[]> => {
  const { items } = await server.control<{ items: { id: string }[] }>('get', `state/${collection}`);
  return items.map(({ id }) => id);
};
const startAgain = async (text: string): Promise<void> => {
  await server.stop();
  writeFileSync(file, text);
  await server.start();
};

const OWN = '/_sandbox/workspaces/own';
const clientsOfDefault = `
parties:
  - { id: "7", name: Store, clients: [demo, demo-reader] }
consents:
  - { id: one, clientId: demo-dashboard, school: &s { organisationMasterIdentifier: S }, scope: delivery.dashboard, status: accepted }
  - { id: two, clientId: demo-portaal, school: *s, scope: delivery.portal, status: pending }
`;
/** The clients of the party in a workspace that is made for it, or was, and those of the consents. */
const clientsIn = async (id: string): Promise<unknown[]> => {
  await server.http.post('/_sandbox/workspaces').send({ id });
  const at = async (path: string) =>
    (await server.http.get(`${OWN}/state/${path}`)).body as { clients: string[]; clientId: string };
  const consents = [await at('consents/one'), await at('consents/two')];
  return [(await at('parties/7')).clients, consents.map(({ clientId }) => clientId)];
};

beforeAll(async () => {
  writeFileSync(file, contract('C-1'));
  await server.start();
});
afterAll(async () => {
  await server.remove();
  folder.remove();
});

describe('SEED_FILE', () => {
  it('is put in behind what a workspace begins with', async () => {
    expect(await ids('contracts')).toEqual(['C-1', 'CT-2026-001']);
    expect(await ids('schools')).toEqual(['bp-0003', '09QQ', '104A158']);
  });

  it('is not put in again at the next start when it is what it was', async () => {
    await server.control('delete', 'state/contracts/C-1');
    await startAgain(contract('C-1'));
    expect(await ids('contracts')).toEqual(['CT-2026-001']);
  });

  it('comes back with a reset', async () => {
    await server.control('post', 'reset');
    expect(await ids('contracts')).toEqual(['C-1', 'CT-2026-001']);
  });

  it('is put in again when it has changed, and when it is again what it was before that', async () => {
    await startAgain(contract('C-2'));
    expect(await ids('contracts')).toEqual(['C-2', 'C-1', 'CT-2026-001']);
    await server.control('delete', 'state/contracts/C-1');
    await startAgain(contract('C-1'));
    expect(await ids('contracts')).toEqual(['C-1', 'C-2', 'CT-2026-001']);
  });

  it('lets a reset take what was in an earlier one', async () => {
    await server.control('post', 'reset');
    expect(await ids('contracts')).toEqual(['C-1', 'CT-2026-001']);
  });

  it('leaves what a client may do the same after every reset', async () => {
    await startAgain('parties: [{ id: "7", name: Store, clients: [demo-reader] }]');
    const parties = () => server.control('get', 'state/parties');
    const before = await parties();
    expect(before).toMatchObject({ items: [{ id: '7', clients: ['demo-reader'] }, {}, {}, {}] });
    await server.control('post', 'reset');
    expect(await parties()).toEqual(before);
  });

  it('is in a new workspace, where the clients of default mean its own', async () => {
    await startAgain(clientsOfDefault);
    expect(await clientsIn('own')).toEqual([
      ['own-demo', 'own-demo-reader'],
      ['own-demo-dashboard', 'own-demo-portaal'],
    ]);
    await server.http.post(`${OWN}/reset`).expect(204);
    expect(await clientsIn('own')).toEqual([
      ['own-demo', 'own-demo-reader'],
      ['own-demo-dashboard', 'own-demo-portaal'],
    ]);
    await server.http.delete(OWN).expect(204);
  });

  it('is put into every workspace when it has changed', async () => {
    await startAgain(contract('C-1'));
    await server.http.post('/_sandbox/workspaces').send({ id: 'own' }).expect(201);
    await startAgain(contract('C-3'));
    const { body } = await server.http.get(`${OWN}/state/contracts/C-3`);
    expect(body).toEqual({ id: 'C-3' });
    await server.http.delete(OWN).expect(204);
  });
});

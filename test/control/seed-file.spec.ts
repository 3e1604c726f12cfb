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
const restartWith = async (text: string): Promise<void> => {
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
/** Creates the workspace if needed and returns the clients of its party and consents. */
const clientsIn = async (id: string): Promise<unknown[]> => {
  await server.http.post('/_sandbox/workspaces').send({ id });
  const getState = async (path: string) =>
    (await server.http.get(`${OWN}/state/${path}`)).body as { clients: string[]; clientId: string };
  const consents = [await getState('consents/one'), await getState('consents/two')];
  return [(await getState('parties/7')).clients, consents.map(({ clientId }) => clientId)];
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
  it('is written after the built-in seed', async () => {
    expect(await ids('contracts')).toEqual(['C-1', 'CT-2026-001']);
    expect(await ids('schools')).toEqual(['bp-0003', '09QQ', '104A158']);
  });

  it('is not written again at the next start when it is unchanged', async () => {
    await server.control('delete', 'state/contracts/C-1');
    await restartWith(contract('C-1'));
    expect(await ids('contracts')).toEqual(['CT-2026-001']);
  });

  it('is written again on reset', async () => {
    await server.control('post', 'reset');
    expect(await ids('contracts')).toEqual(['C-1', 'CT-2026-001']);
  });

  it('is written again at the start after each change', async () => {
    await restartWith(contract('C-2'));
    expect(await ids('contracts')).toEqual(['C-2', 'C-1', 'CT-2026-001']);
    await server.control('delete', 'state/contracts/C-1');
    await restartWith(contract('C-1'));
    expect(await ids('contracts')).toEqual(['C-1', 'C-2', 'CT-2026-001']);
  });

  it('replaces items of an earlier file on reset', async () => {
    await server.control('post', 'reset');
    expect(await ids('contracts')).toEqual(['C-1', 'CT-2026-001']);
  });

  it('assigns the same clients to a party after every reset', async () => {
    await restartWith('parties: [{ id: "7", name: Store, clients: [demo-reader] }]');
    const parties = () => server.control('get', 'state/parties');
    const before = await parties();
    expect(before).toMatchObject({ items: [{ id: '7', clients: ['demo-reader'] }, {}, {}, {}] });
    await server.control('post', 'reset');
    expect(await parties()).toEqual(before);
  });

  it('is written to a new workspace with the clients of that workspace', async () => {
    await restartWith(clientsOfDefault);
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

  it('is written to every workspace when it has changed', async () => {
    await restartWith(contract('C-1'));
    await server.http.post('/_sandbox/workspaces').send({ id: 'own' }).expect(201);
    await restartWith(contract('C-3'));
    const { body } = await server.http.get(`${OWN}/state/contracts/C-3`);
    expect(body).toEqual({ id: 'C-3' });
    await server.http.delete(OWN).expect(204);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ketenlab } from '../support/ketenlab.js';
import { temporaryFolder } from '../support/process.js';

const folder = temporaryFolder();
const file = join(folder.path, 'seed.yaml');
const lab = new Ketenlab({ SEED_FILE: file });

const contract = (id: string): string => `contracts: [{ id: ${id} }]`;
const ids = async (collection: string): Promise<string[]> => {
  const { items } = await lab.control<{ items: { id: string }[] }>('get', `state/${collection}`);
  return items.map(({ id }) => id);
};
const startAgain = async (text: string): Promise<void> => {
  await lab.stop();
  writeFileSync(file, text);
  await lab.start();
};

beforeAll(async () => {
  writeFileSync(file, contract('C-1'));
  await lab.start();
});
afterAll(async () => {
  await lab.remove();
  folder.remove();
});

describe('SEED_FILE', () => {
  it('is put in behind what a workspace begins with', async () => {
    expect(await ids('contracts')).toEqual(['C-1', 'CT-2026-001']);
    expect(await ids('schools')).toEqual(['bp-0003', '09QQ', '104A158']);
  });

  it('is not put in again at the next start when it is what it was', async () => {
    await lab.control('delete', 'state/contracts/C-1');
    await startAgain(contract('C-1'));
    expect(await ids('contracts')).toEqual(['CT-2026-001']);
  });

  it('comes back with a reset', async () => {
    await lab.control('post', 'reset');
    expect(await ids('contracts')).toEqual(['C-1', 'CT-2026-001']);
  });

  it('is put in again when it has changed, and when it is again what it was before that', async () => {
    await startAgain(contract('C-2'));
    expect(await ids('contracts')).toEqual(['C-2', 'C-1', 'CT-2026-001']);
    await lab.control('delete', 'state/contracts/C-1');
    await startAgain(contract('C-1'));
    expect(await ids('contracts')).toEqual(['C-1', 'C-2', 'CT-2026-001']);
  });

  it('lets a reset take what was in an earlier one', async () => {
    await lab.control('post', 'reset');
    expect(await ids('contracts')).toEqual(['C-1', 'CT-2026-001']);
  });

  it('leaves what a client may do the same after every reset', async () => {
    await startAgain('parties: [{ id: "7", name: Store, clients: [demo-reader] }]');
    const parties = () => lab.control('get', 'state/parties');
    const before = await parties();
    expect(before).toMatchObject({ items: [{ id: '7', clients: ['demo-reader'] }, {}, {}, {}] });
    await lab.control('post', 'reset');
    expect(await parties()).toEqual(before);
  });
});

import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { COLLECTIONS, fillWorkspace } from '../support/full-workspace.js';
import { testServer, type Workspace } from '../support/test-server.js';

const RUNS = Number(process.env['SNAPSHOT_RUNS'] ?? 20);

type Json = Record<string | number, unknown>;
interface File {
  state: object;
  digest: string;
}

/** Values that a careless or hostile editor could write. */
// prettier-ignore
const values: unknown[] = [
  null, true, 0, -1, 1.5, 1e300, 2 ** 53, '', ' ', '~', 'x', '{}', '[]', '5', 'null', [], {},
  [{}], ['x'], [null], { a: 1 }, '9999-12-31T23:59:60Z', '2026-09-01T08:00:00+02:00',
  '2026-09-01T08:00:00.000Z', '0000-00-00T00:00:00Z', '+275760-09-13T00:00:00Z', 'waiting',
  'orders', '__proto__', '<a/>', '\u0000', '\ud800', 'x'.repeat(70_000),
];

const server = testServer();
let file: File;
let target: Workspace;

beforeAll(async () => {
  await fillWorkspace(server);
  await server.control('post', 'snapshots', { name: 'full' });
  file = JSON.parse((await server.tryControl('get', 'snapshots/full/file')).text) as File;
  target = await server.workspace();
});

/** Replaces a random value in an object, at any depth, also in a text that is JSON. */
function mutate(value: Json, pick: (below: number) => number): void {
  const names = Object.keys(value);
  if (names.length === 0) return;
  const name = names[pick(names.length)]!;
  const inner = value[name];
  const isText = typeof inner === 'string' && inner.startsWith('{');
  if (typeof inner === 'object' && inner !== null && pick(8) > 0) mutate(inner as Json, pick);
  else if (isText && pick(3) > 0) {
    const parsed = JSON.parse(inner) as Json;
    mutate(parsed, pick);
    value[name] = JSON.stringify(parsed);
  } else if (pick(6) === 0) delete value[name];
  else value[name] = values[pick(values.length)];
}

function mutated(seeds: readonly number[]): File {
  const state = structuredClone(file.state);
  let at = 0;
  const pick = (below: number): number => (seeds[at++ % seeds.length]! * (at + 1)) % below;
  mutate(state as Json, pick);
  const digest = createHash('sha256').update(JSON.stringify(state)).digest('hex');
  return { ...file, state, digest };
}

/** Statuses of everything that the control API shows of a workspace. */
async function statusesOf(workspace: Workspace): Promise<[path: string, status: number][]> {
  const lists = [...COLLECTIONS.map((name) => `state/${name}`), 'deliveries'];
  const statuses: [string, number][] = [];
  const read = async (path: string): Promise<Json> => {
    const { status, body } = await workspace.tryControl('get', path);
    statuses.push([path, status]);
    return body as Json;
  };
  for (const list of lists) {
    const { items = [] } = (await read(`${list}?limit=500`)) as { items?: Json[] };
    for (const item of items.slice(0, 3)) {
      const id = item['id'] ?? item['requestReferenceId'] ?? item['deliveryOrderId'];
      if (typeof id === 'string') await read(`${list}/${encodeURIComponent(id)}`);
    }
  }
  for (const path of ['faults', 'scenarios', 'clock', 'settings', 'conformance', 'snapshots'])
    await read(path);
  const { status } = await workspace.tryControl('post', 'clock/advance', { duration: 'PT5M' });
  return [...statuses, ['clock/advance', status]];
}

describe('a snapshot file with a random change', () => {
  it('is refused with the place, or can be restored and read', async () => {
    const seeds = fc.array(fc.nat(1_000_003), { minLength: 12, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(seeds, async (numbers) => {
        const imported = await target.tryControl('post', 'snapshots/import', mutated(numbers));
        const { faults = [] } = imported.body as { faults?: { path: string }[] };
        const isLocated = faults[0]?.path.startsWith('/state') === true;
        if (imported.status === 409 || (imported.status === 400 && isLocated)) return;
        expect(imported.status).toBe(201);
        expect((await target.tryControl('post', 'snapshots/full/restore')).status).toBe(204);
        const statuses = await statusesOf(target);
        expect(statuses.filter(([, status]) => status >= 500)).toEqual([]);
        expect((await target.tryControl('get', 'snapshots/full/file')).status).toBe(200);
      }),
      { numRuns: RUNS },
    );
  });
});

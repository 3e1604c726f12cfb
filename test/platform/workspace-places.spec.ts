import { describe, expect, it } from '@jest/globals';
import type { Membership } from '../../src/platform/replicas/membership.js';
import type { Place, ReplicaRepository } from '../../src/platform/replicas/replica.repository.js';
import { WorkspacePlaces } from '../../src/platform/replicas/workspace-places.js';
import { Ownership } from '../../src/platform/workspaces/ownership.js';
import type { ScopedProviders } from '../../src/platform/workspaces/workspace-scoped.js';

const OWN = 'own';

/** Places of a process whose repository has one workspace, and the names of the calls that change its owner or open it. */
function placesOf(place: Place): { places: WorkspacePlaces; calls: string[]; place: Place } {
  const calls: string[] = [];
  const count = (name: string) => async () => {
    calls.push(name);
    return Promise.resolve(true);
  };
  const ownership = new Ownership();
  ownership.share();
  ownership.extend(Infinity);
  const repository = {
    placeOf: async () => Promise.resolve(place),
    claim: count('claim'),
    acquire: count('acquire'),
  } as unknown as ReplicaRepository;
  const membership = {
    id: OWN,
    joined: Promise.resolve(),
    assertServing: () => undefined,
    find: () => undefined,
  } as unknown as Membership;
  const scoped = { open: count('open'), close: () => undefined } as unknown as ScopedProviders;
  return { places: new WorkspacePlaces(ownership, membership, repository, scoped), calls, place };
}

const free = { exists: false, epoch: null, replica: null, url: null, left: null };

describe('a request to a workspace that this process creates', () => {
  it('waits until it is complete, and does not acquire it again', async () => {
    const { places, calls, place } = placesOf({ ...free });
    expect(await places.claim('new')).toBe(true);
    // Its row is stored, and its data is being loaded.
    Object.assign(place, { exists: true, epoch: 'first', replica: OWN, left: 2000 });
    const located = places.locate('new');
    await new Promise((turn) => setTimeout(turn, 30));
    expect(calls).toEqual(['claim']);
    places.open('new');
    expect([await located, calls]).toEqual(['here', ['claim']]);
  });
});

describe('a workspace of a process that is gone', () => {
  it('is acquired and opened once for all requests that wait', async () => {
    const { places, calls } = placesOf({ ...free, exists: true, epoch: 'old', replica: 'gone' });
    const located = await Promise.all([1, 2, 3].map(() => places.locate('left')));
    expect([located, calls]).toEqual([
      ['here', 'here', 'here'],
      ['acquire', 'open'],
    ]);
  });
});

import { Injectable } from '@nestjs/common';
import type { Problem } from '../errors/problem.js';
import { serverProblems, withRetryAfter } from '../errors/server-problems.js';
import { WorkspaceElsewhere } from '../persistence/fence.js';
import { monotonicMs, pause } from '../time/time.js';
import { uuidV7 } from '../time/uuid-v7.js';
import { Ownership } from '../workspaces/ownership.js';
import { ScopedProviders } from '../workspaces/workspace-scoped.js';
import { Membership, type LivePeer } from './membership.js';
import { ReplicaRepository, type Place } from './replica.repository.js';

/** Time in which a workspace must get an owner. The lease of a process that was killed passes meanwhile. */
const LIMIT_MS = 4_000;
const PAUSE_MS = 200;
/** Pause of a request to a workspace that this process creates. */
const CREATION_PAUSE_MS = 10;

/** The place of a workspace: this process, another one, or nowhere. */
export type Located = 'here' | 'absent' | LivePeer;

/** Finds the owner of a workspace. A workspace without one is acquired and opened. */
@Injectable()
export class WorkspacePlaces {
  /** Owners by workspace. */
  private readonly owners = new Map<string, string>();
  private readonly searches = new Map<string, Promise<Located>>();
  private leaving: Promise<void> | undefined;

  constructor(
    private readonly ownership: Ownership,
    private readonly membership: Membership,
    private readonly repository: ReplicaRepository,
    private readonly scoped: ScopedProviders,
  ) {
    ownership.listenToLosses((workspace) => scoped.close(workspace));
  }

  /** Locates a workspace. `unreachable`: a process that does not answer, so that its lease has to pass first. */
  async locate(workspace: string, unreachable?: LivePeer): Promise<Located> {
    const { ownership, membership } = this;
    await membership.joined;
    membership.assertServing();
    if (ownership.find(workspace) && !ownership.isLeaseValid) await membership.renew();
    while (this.isBeingCreated(workspace)) await pause(CREATION_PAUSE_MS);
    if (this.leaving) await this.leaving;
    if (ownership.isCurrent(workspace)) return 'here';
    const owner = membership.find(this.owners.get(workspace));
    if (owner && owner.id !== unreachable?.id) return owner;
    for (;;) {
      const found = await (this.searches.get(workspace) ?? this.begin(workspace, unreachable));
      // A search that began before may find the process that does not answer.
      if (typeof found === 'string' || found.id !== unreachable?.id) return found;
    }
  }

  /** Forgets the owner of a workspace, because it has another one now. */
  forget(workspace: string): void {
    this.owners.delete(workspace);
  }

  /** Acquires a workspace that is being created. False: it exists. */
  async claim(workspace: string): Promise<boolean> {
    if (!this.ownership.isShared) return true;
    await this.membership.joined;
    this.membership.assertServing();
    if (this.leaving) throw new WorkspaceElsewhere(workspace);
    const place = await this.repository.placeOf(workspace);
    if (!place.exists) return (await this.take(workspace, place)) !== undefined;
    if (this.ownerIn(place)) return false;
    // Its new owner finishes a removal that was interrupted.
    return (await this.locate(workspace)) === 'absent' && this.claim(workspace);
  }

  /** Begins to serve a workspace that was created. */
  open(workspace: string): void {
    this.ownership.open(workspace);
  }

  /** Ends the ownership of a workspace that was removed, or that could not be created. */
  async remove(workspace: string): Promise<void> {
    const epoch = this.ownership.epochOf(workspace);
    if (epoch === undefined) return;
    this.ownership.end(workspace);
    await this.repository.remove(workspace, epoch);
  }

  /** Acquires no workspace from now on. Requests wait until `released`, and then go to other processes. */
  leave(released: Promise<void>): void {
    this.leaving = released;
  }

  /** True: this process hands over its workspaces, so new requests wait. */
  get isLeaving(): boolean {
    return this.leaving !== undefined;
  }

  /** True: it is in memory, but not complete. A search opens workspaces that exist. */
  private isBeingCreated(workspace: string): boolean {
    return this.ownership.find(workspace)?.isOpen === false && !this.searches.has(workspace);
  }

  /** Begins the only search for a workspace. */
  private begin(workspace: string, unreachable: LivePeer | undefined): Promise<Located> {
    const search = this.search(workspace, unreachable).finally(() =>
      this.searches.delete(workspace),
    );
    this.searches.set(workspace, search);
    return search;
  }

  private async search(workspace: string, unreachable: LivePeer | undefined): Promise<Located> {
    const end = monotonicMs() + LIMIT_MS;
    for (;;) {
      const place = await this.repository.placeOf(workspace);
      if (!place.exists) return 'absent';
      const owner = this.ownerIn(place);
      if (owner && owner.id !== unreachable?.id) {
        this.owners.set(workspace, owner.id);
        return owner;
      }
      if (this.leaving) return this.anyOther(workspace);
      if (!owner && (await this.acquire(workspace, place))) return 'here';
      if (monotonicMs() > end) throw unreachableOwner(workspace);
      await pause(owner ? PAUSE_MS : 0);
    }
  }

  /** The live owner, if it is another process. */
  private ownerIn({ replica, url, left }: Place): LivePeer | undefined {
    if (replica === null || replica === this.membership.id) return undefined;
    return url !== null && left !== null && left > 0
      ? this.membership.add({ id: replica, url })
      : undefined;
  }

  private anyOther(workspace: string): LivePeer {
    const [other] = this.membership.others();
    if (!other) throw new WorkspaceElsewhere(workspace);
    return other;
  }

  private async acquire(workspace: string, place: Place): Promise<boolean> {
    const epoch = await this.take(workspace, place);
    if (epoch === undefined) return false;
    try {
      // An opening that failed may have left data in memory.
      this.scoped.close(workspace);
      await this.scoped.open(workspace);
      // It was lost, or an interrupted removal has been finished.
      if (this.ownership.epochOf(workspace) !== epoch) return false;
      this.ownership.open(workspace);
      return true;
    } catch (error) {
      this.ownership.onLost(workspace);
      await this.repository.release(workspace, epoch).catch(() => undefined);
      throw error;
    }
  }

  /** Makes this process the owner in the database. Returns the epoch; undefined: another one was first. */
  private async take(workspace: string, place: Place): Promise<string | undefined> {
    const { id: replica } = this.membership;
    const epoch = uuidV7();
    const taken =
      place.epoch === null
        ? await this.repository.claim(workspace, replica, epoch)
        : await this.repository.acquire(workspace, place, { replica, epoch });
    if (!taken) return undefined;
    this.owners.delete(workspace);
    this.ownership.begin(workspace, epoch);
    return epoch;
  }
}

function unreachableOwner(workspace: string): Problem {
  const text = `The replica that owns the workspace ${workspace} cannot be reached`;
  return withRetryAfter(serverProblems.ownerUnreachable(text));
}

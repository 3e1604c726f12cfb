import { Injectable } from '@nestjs/common';
import type { Fence } from '../persistence/fence.js';
import { monotonicMs } from '../time/time.js';

/** Ownership of a workspace by this process. */
export interface OwnedWorkspace {
  readonly epoch: string;
  /** False: it is being opened or created. */
  isOpen: boolean;
  /** True: the memory of this process may differ from the database, so nothing of it may be sent. */
  isLost: boolean;
}

/**
 * The workspaces that this process owns. A process that shares its database owns a workspace for the time of its lease; every other one
 * owns all of them for ever.
 */
@Injectable()
export class Ownership implements Fence {
  private readonly owned = new Map<string, OwnedWorkspace>();
  private validUntil = Infinity;
  private shared = false;
  private readonly callbacks: ((workspace: string) => void)[] = [];

  /** True: other processes may own workspaces of the same database. */
  get isShared(): boolean {
    return this.shared;
  }

  /** Begins to share the database. This process owns nothing until it acquires it. */
  share(): void {
    this.shared = true;
    this.validUntil = -Infinity;
  }

  /** Sets the end of the lease, in monotonic milliseconds. */
  extend(until: number): void {
    this.validUntil = until;
  }

  /** True: no other process can have taken over a workspace of this one. */
  get isLeaseValid(): boolean {
    return monotonicMs() < this.validUntil;
  }

  /** True: this process may serve the workspace at this moment. */
  isCurrent(workspace: string): boolean {
    return !this.shared || (this.owned.get(workspace)?.isOpen === true && this.isLeaseValid);
  }

  /** True: this process may act for the workspace at this moment, also while it opens it. */
  mayAct(workspace: string): boolean {
    return !this.shared || (this.owned.has(workspace) && this.isLeaseValid);
  }

  /** True: this process owns the workspace, unless its lease has passed. */
  has(workspace: string): boolean {
    return !this.shared || this.owned.has(workspace);
  }

  /** The ownership of a workspace; undefined: this process does not own it. */
  find(workspace: string): OwnedWorkspace | undefined {
    return this.owned.get(workspace);
  }

  epochOf(workspace: string): string | undefined {
    return this.owned.get(workspace)?.epoch;
  }

  /** Begins an ownership: the workspace can be written, and is served after `open`. */
  begin(workspace: string, epoch: string): void {
    this.owned.set(workspace, { epoch, isOpen: false, isLost: false });
  }

  /** Begins to serve a workspace. */
  open(workspace: string): void {
    const owned = this.owned.get(workspace);
    if (owned) owned.isOpen = true;
  }

  /** Ends the ownership of a workspace that was removed. */
  end(workspace: string): void {
    this.owned.delete(workspace);
  }

  /** Ids of the owned workspaces. */
  ids(): string[] {
    return [...this.owned.keys()];
  }

  /** Calls back for each workspace whose memory must be dropped. */
  listenToLosses(callback: (workspace: string) => void): void {
    this.callbacks.push(callback);
  }

  onLost(workspace: string): void {
    const owned = this.owned.get(workspace);
    if (!owned) return;
    owned.isLost = true;
    this.owned.delete(workspace);
    for (const callback of this.callbacks) callback(workspace);
  }
}

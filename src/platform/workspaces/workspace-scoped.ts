import { DiscoveryService } from '@nestjs/core';
import { Injectable, type Type as Class } from '@nestjs/common';
import type { WriteTransaction } from '../persistence/transaction.js';

/**
 * Stages in which a workspace is made and opened; within one stage the order does not matter. `registry` has clock and
 * settings, of which everything else makes use. `data` is what is read from the database. `seed` writes with the help of
 * both. `traffic` acts by itself: it sends, and it removes what has expired.
 */
const stages = ['registry', 'data', 'seed', 'traffic'] as const;
type Stage = (typeof stages)[number];

/** A provider that holds data of workspaces in memory, or acts when they come. It implements what applies to it. */
export interface WorkspaceScoped {
  /** Writes what a new workspace has from the start, in the unit that makes it. */
  create?(tx: WriteTransaction, workspace: string): Promise<void>;
  /** Takes in what the database has of a workspace: at start, of a new one, and where a removal failed. */
  open?(workspace: string): Promise<void> | void;
  /** Reads again what a reset or a snapshot replaced: not clients, partners, settings and verdicts, which stay. */
  reload?(workspace: string): Promise<void> | void;
  /** Writes out what is held back, of all workspaces. */
  flush?(): Promise<void>;
  /** Forgets a workspace, at once: nobody finds one of which only a part is left. Another of this id may come. */
  close?(workspace: string): void;
}

const discoverable = DiscoveryService.createDecorator<Stage>();

/** Has a provider opened and closed with each workspace, in that stage. */
export function WorkspaceScoped(stage: Stage) {
  return (target: Class<WorkspaceScoped>): void => void discoverable(stage)(target);
}

/** Every provider that holds data of workspaces, found by its decorator. */
@Injectable()
export class ScopedProviders {
  private found: WorkspaceScoped[][] | undefined;

  constructor(private readonly discovery: DiscoveryService) {}

  /** Opens workspaces side by side, each stage after the one before it is through with all of them. */
  async open(...workspaces: string[]): Promise<void> {
    for (const providers of this.byStage()) {
      const opening = providers.flatMap((one) => workspaces.map(async (id) => one.open?.(id)));
      await Promise.all(opening);
    }
  }

  async create(tx: WriteTransaction, workspace: string): Promise<void> {
    for (const one of this.byStage().flat()) await one.create?.(tx, workspace);
  }

  async reload(workspace: string): Promise<void> {
    for (const one of this.byStage().flat()) await one.reload?.(workspace);
  }

  async flush(): Promise<void> {
    const providers = this.byStage().flat();
    await Promise.all(providers.map(async (one) => one.flush?.()));
  }

  close(workspace: string): void {
    for (const one of this.byStage().flat()) one.close?.(workspace);
  }

  private byStage(): WorkspaceScoped[][] {
    this.found ??= stages.map((stage) => this.discover(stage));
    return this.found;
  }

  private discover(stage: Stage): WorkspaceScoped[] {
    return this.discovery
      .getProviders({ metadataKey: discoverable.KEY })
      .filter((one) => this.discovery.getMetadataByDecorator(discoverable, one) === stage)
      .map(({ instance }) => instance as WorkspaceScoped);
  }
}

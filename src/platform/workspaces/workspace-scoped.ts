import { DiscoveryService } from '@nestjs/core';
import { Injectable, type Type as Class } from '@nestjs/common';
import type { WriteTransaction } from '../persistence/transaction.js';

/**
 * Stages in which a workspace is created and opened; within one stage the order does not matter. `registry` has clock and
 * settings, which all other stages use. `data` caches rows of the database. `seed` writes the seed and needs both.
 * `changes` finishes what an earlier owner began. `traffic` is active by itself: it sends messages and removes expired workspaces.
 */
const stages = ['registry', 'data', 'seed', 'changes', 'traffic'] as const;
type Stage = (typeof stages)[number];

/**
 * Provider with data of workspaces in memory, or with work at their creation. It implements the
 * hooks that it needs.
 */
export interface WorkspaceScoped {
  /** Writes the initial data of a new workspace, in the transaction that creates it. */
  create?(tx: WriteTransaction, workspace: string): Promise<void>;
  /** Loads a workspace from the database: at start or when this process becomes its owner, after its creation, and after a failed removal. */
  open?(workspace: string): Promise<void> | void;
  /** Loads the data again that a reset or restore replaced. Clients, partners, settings and results stay. */
  reload?(workspace: string): Promise<void> | void;
  /** Writes buffered data of all workspaces. */
  flush?(): Promise<void>;
  /** Drops a workspace synchronously, so that it is never partly visible. Its id may be used again. */
  close?(workspace: string): void;
}

const discoverable = DiscoveryService.createDecorator<Stage>();

/** Registers a provider to be opened and closed with each workspace, in a stage. */
export function WorkspaceScoped(stage: Stage) {
  return (target: Class<WorkspaceScoped>): void => void discoverable(stage)(target);
}

/** Calls the hooks of all `WorkspaceScoped` providers, which it finds by their decorator. */
@Injectable()
export class ScopedProviders {
  private found: WorkspaceScoped[][] | undefined;

  constructor(private readonly discovery: DiscoveryService) {}

  /** Opens workspaces concurrently. A stage starts when the previous one has finished for all of them. */
  async open(...workspaces: string[]): Promise<void> {
    for (const providers of this.byStage()) {
      const opening = providers.flatMap((provider) =>
        workspaces.map(async (id) => provider.open?.(id)),
      );
      await Promise.all(opening);
    }
  }

  async create(tx: WriteTransaction, workspace: string): Promise<void> {
    for (const provider of this.byStage().flat()) await provider.create?.(tx, workspace);
  }

  async reload(workspace: string): Promise<void> {
    for (const provider of this.byStage().flat()) await provider.reload?.(workspace);
  }

  async flush(): Promise<void> {
    const providers = this.byStage().flat();
    await Promise.all(providers.map(async (provider) => provider.flush?.()));
  }

  close(workspace: string): void {
    for (const provider of this.byStage().flat()) provider.close?.(workspace);
  }

  private byStage(): WorkspaceScoped[][] {
    this.found ??= stages.map((stage) => this.discover(stage));
    return this.found;
  }

  private discover(stage: Stage): WorkspaceScoped[] {
    return this.discovery
      .getProviders({ metadataKey: discoverable.KEY })
      .filter((wrapper) => this.discovery.getMetadataByDecorator(discoverable, wrapper) === stage)
      .map(({ instance }) => instance as WorkspaceScoped);
  }
}

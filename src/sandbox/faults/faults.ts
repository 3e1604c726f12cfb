import { Injectable } from '@nestjs/common';
import { uuidV7 } from '../../platform/time/uuid-v7.js';
import { Clock } from '../../platform/workspaces/clock.js';
import { Store } from '../../platform/persistence/store.js';
import { WorkspaceScoped } from '../../platform/workspaces/workspace-scoped.js';
import { Workspaces } from '../../platform/workspaces/workspaces.js';
import { Random } from '../generators/random.js';
import { FaultEntity, type Fault } from './fault.entity.js';

/** Properties of a request that a fault can match, known before it is processed. */
export interface FaultTarget {
  workspace: string;
  role: string | undefined;
  operation: string;
  client: string | undefined;
  /** Only faults that name the operation match. */
  requiresOperation?: boolean;
}

/** A fault that applies to a request, with the delay that was drawn. */
export interface MatchedFault {
  id: string;
  fault: Fault;
  delayMs: number;
}

/** Injected faults, cached in memory because every request checks them. */
@WorkspaceScoped('data')
@Injectable()
export class Faults implements WorkspaceScoped {
  private readonly byWorkspace = new Map<string, FaultEntity[]>();

  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly workspaces: Workspaces,
  ) {}

  open(workspace: string): Promise<void> {
    return this.reload(workspace);
  }

  async reload(workspace: string): Promise<void> {
    const rows = await this.store.read(workspace, (tx) =>
      tx.manager.find(FaultEntity, { where: { workspace }, order: { id: 'ASC' } }),
    );
    this.close(workspace);
    for (const fault of rows) this.cache(fault);
  }

  close(workspace: string): void {
    this.byWorkspace.delete(workspace);
  }

  /** True when no workspace has a fault. */
  get none(): boolean {
    return this.byWorkspace.size === 0;
  }

  /** Faults of a workspace, the newest first. */
  in(workspace: string): FaultEntity[] {
    return (this.byWorkspace.get(workspace) ?? []).toReversed();
  }

  async add(workspace: string, fault: Fault): Promise<FaultEntity> {
    const entity = { workspace, id: uuidV7(), fault, matched: 0, applied: 0 };
    await this.store.write(workspace, (tx) => tx.manager.insert(FaultEntity, entity));
    // The workspace may have been removed meanwhile.
    if (this.workspaces.has(workspace)) this.cache(entity);
    return entity;
  }

  /** Removes a fault. False: there is no fault of this id. */
  async remove(workspace: string, id: string): Promise<boolean> {
    const { affected } = await this.store.write(workspace, (tx) =>
      tx.manager.delete(FaultEntity, { workspace, id }),
    );
    const others = (this.byWorkspace.get(workspace) ?? []).filter((fault) => fault.id !== id);
    if (others.length > 0) this.byWorkspace.set(workspace, others);
    else this.close(workspace);
    return affected === 1;
  }

  /** Finds the oldest fault that applies to a request, and counts it. Undefined: none applies. */
  async match(target: FaultTarget): Promise<MatchedFault | undefined> {
    const { workspace } = target;
    for (const entity of this.byWorkspace.get(workspace) ?? []) {
      if (!this.matches(entity, target)) continue;
      const { id, fault } = entity;
      // Seeded by the count, so that a fault applies to the same requests in every run of a test.
      const random = new Random(entity.matched);
      entity.matched += 1;
      const applies = random.chance(fault.probability ?? 1);
      if (applies) entity.applied += 1;
      const { matched, applied } = entity;
      await this.store.write(workspace, (tx) =>
        tx.manager.update(FaultEntity, { workspace, id }, { matched, applied }),
      );
      if (applies) return { id, fault, delayMs: delayOf(fault, random) };
    }
    return undefined;
  }

  private matches({ workspace, fault, applied }: FaultEntity, request: FaultTarget): boolean {
    const { role, operation, client, times, expiresAt } = fault;
    const same = (filter: string | undefined, actual: string | undefined): boolean =>
      filter === undefined || filter === actual;
    return (
      (times === undefined || applied < times) &&
      (expiresAt === undefined || this.clock.now(workspace) < Date.parse(expiresAt)) &&
      same(role, request.role) &&
      same(client, request.client) &&
      (operation !== undefined || !request.requiresOperation) &&
      same(operation, request.operation)
    );
  }

  private cache(fault: FaultEntity): void {
    const { workspace } = fault;
    this.byWorkspace.set(workspace, [...(this.byWorkspace.get(workspace) ?? []), fault]);
  }
}

/** Delay of a fault that names none. */
const DEFAULT_DELAY_MS = 1000;

function delayOf({ delayMs = DEFAULT_DELAY_MS }: Fault, random: Random): number {
  return typeof delayMs === 'number' ? delayMs : random.int(delayMs.min, delayMs.max);
}

import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { Clock } from '../../platform/workspaces/clock.js';
import { Store } from '../../platform/persistence/store.js';
import { WorkspaceScoped } from '../../platform/workspaces/workspace-scoped.js';
import { Workspaces } from '../../platform/workspaces/workspaces.js';
import { Random } from '../generators/random.js';
import { FaultEntity, type Fault } from './fault.entity.js';

/** What is known of a request before it is processed. */
export interface FaultTarget {
  workspace: string;
  role: string | undefined;
  operation: string;
  client: string | undefined;
  /** Only a fault that names the operation meets it. */
  onlyByName?: boolean;
}

/** A fault that meets a request, and for how long it holds it up. */
export interface MatchedFault {
  id: string;
  fault: Fault;
  delayMs: number;
}

/** The faults that testers ordered, held in memory: every request asks for them. */
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
    const kept = await this.store.read(workspace, (tx) =>
      tx.manager.find(FaultEntity, { where: { workspace }, order: { id: 'ASC' } }),
    );
    this.close(workspace);
    for (const fault of kept) this.enter(fault);
  }

  close(workspace: string): void {
    this.byWorkspace.delete(workspace);
  }

  /** Whether no request has to be looked at. */
  get none(): boolean {
    return this.byWorkspace.size === 0;
  }

  /** Those of a workspace, the newest first. */
  in(workspace: string): FaultEntity[] {
    return (this.byWorkspace.get(workspace) ?? []).toReversed();
  }

  async order(workspace: string, fault: Fault): Promise<FaultEntity> {
    const ordered = { workspace, id: uuid(), fault, asked: 0, met: 0 };
    await this.store.write(workspace, (tx) => tx.manager.insert(FaultEntity, ordered));
    // The workspace may have gone meanwhile.
    if (this.workspaces.has(workspace)) this.enter(ordered);
    return ordered;
  }

  /** False: there was none. */
  async remove(workspace: string, id: string): Promise<boolean> {
    const { affected } = await this.store.write(workspace, (tx) =>
      tx.manager.delete(FaultEntity, { workspace, id }),
    );
    const others = (this.byWorkspace.get(workspace) ?? []).filter((one) => one.id !== id);
    if (others.length > 0) this.byWorkspace.set(workspace, others);
    else this.close(workspace);
    return affected === 1;
  }

  /** The oldest fault that meets a request, counted; undefined: none does. */
  async match(met: FaultTarget): Promise<MatchedFault | undefined> {
    const { workspace } = met;
    for (const entity of this.byWorkspace.get(workspace) ?? []) {
      if (!this.fits(entity, met)) continue;
      const { id, fault } = entity;
      // The same fault meets the same requests of a sequence, however often a test is run.
      const random = new Random(entity.asked);
      entity.asked += 1;
      const meets = random.chance(fault.probability ?? 1);
      if (meets) entity.met += 1;
      const { asked, met: count } = entity;
      await this.store.write(workspace, (tx) =>
        tx.manager.update(FaultEntity, { workspace, id }, { asked, met: count }),
      );
      if (meets) return { id, fault, delayMs: delayOf(fault, random) };
    }
    return undefined;
  }

  private fits({ workspace, fault, met }: FaultEntity, request: FaultTarget): boolean {
    const { role, operation, client, times, expiresAt } = fault;
    const same = (wanted: string | undefined, seen: string | undefined): boolean =>
      wanted === undefined || wanted === seen;
    return (
      (times === undefined || met < times) &&
      (expiresAt === undefined || this.clock.now(workspace) < Date.parse(expiresAt)) &&
      same(role, request.role) &&
      same(client, request.client) &&
      (operation !== undefined || !request.onlyByName) &&
      same(operation, request.operation)
    );
  }

  private enter(fault: FaultEntity): void {
    const { workspace } = fault;
    this.byWorkspace.set(workspace, [...(this.byWorkspace.get(workspace) ?? []), fault]);
  }
}

/** Milliseconds when a fault does not say. */
const USUAL_DELAY_MS = 1000;

function delayOf({ delayMs = USUAL_DELAY_MS }: Fault, random: Random): number {
  return typeof delayMs === 'number' ? delayMs : random.int(delayMs.min, delayMs.max);
}

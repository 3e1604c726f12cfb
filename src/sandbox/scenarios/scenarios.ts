import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { durationMs } from '../../platform/time/duration.js';
import { Store } from '../../platform/persistence/store.js';
import { WorkspaceScoped } from '../../platform/workspaces/workspace-scoped.js';
import { Workspaces } from '../../platform/workspaces/workspaces.js';
import { OwnScenario } from './own-scenario.entity.js';
import { SCENARIOS, type TriggeredBehaviour, type Scenario } from './scenario.js';

/** What a message, or a part of it, calls for. */
export type BehaviourLookup = (part: object) => TriggeredBehaviour[];

/** Stands for every value of a field. */
const ANY = '*';

/** Behaviours by field and value, in lower case. */
type Index = Map<string, Map<string, TriggeredBehaviour[]>>;

/** The magic values of every workspace, and the testers' own rules of each; held in memory. */
@WorkspaceScoped('data')
@Injectable()
export class Scenarios implements WorkspaceScoped {
  private readonly own = new Map<string, OwnScenario[]>();
  private readonly indexes = new Map<string, Index>();

  constructor(
    private readonly store: Store,
    private readonly workspaces: Workspaces,
    @Inject(SCENARIOS) private readonly magic: Scenario[],
  ) {}

  open(workspace: string): Promise<void> {
    return this.reload(workspace);
  }

  async reload(workspace: string): Promise<void> {
    const kept = await this.store.read(workspace, (tx) =>
      tx.manager.find(OwnScenario, { where: { workspace }, order: { id: 'ASC' } }),
    );
    this.close(workspace);
    for (const rule of kept) this.enter(rule);
  }

  close(workspace: string): void {
    this.own.delete(workspace);
    this.forgetIndexes(workspace);
  }

  /** A tester's own rules, the newest first. */
  in(workspace: string): Scenario[] {
    const rules = this.own.get(workspace) ?? [];
    return rules.map(({ id, scenario }) => ({ id, ...scenario })).toReversed();
  }

  /** The behaviours of an API, each as its magic value has it. */
  ofApi(api: string): Scenario[] {
    return this.magic.filter((scenario) => scenario.api === api);
  }

  /** The APIs that have any. */
  apis(): string[] {
    return [...new Set(this.magic.map(({ api }) => api))];
  }

  async add(workspace: string, scenario: Omit<Scenario, 'id'>): Promise<Scenario> {
    const rule = { workspace, id: uuid(), scenario };
    await this.store.write(workspace, (tx) => tx.manager.insert(OwnScenario, rule));
    // The workspace may have gone meanwhile.
    if (this.workspaces.has(workspace)) this.enter(rule);
    this.forgetIndexes(workspace);
    return { id: rule.id, ...scenario };
  }

  /** False: there was none. */
  async remove(workspace: string, id: string): Promise<boolean> {
    const { affected } = await this.store.write(workspace, (tx) =>
      tx.manager.delete(OwnScenario, { workspace, id }),
    );
    const others = (this.own.get(workspace) ?? []).filter((rule) => rule.id !== id);
    this.own.set(workspace, others);
    this.forgetIndexes(workspace);
    return affected === 1;
  }

  /** What messages of an API call for in a workspace: a field counts wherever in them it stands. */
  callsOf(workspace: string, api: string): BehaviourLookup {
    const index = this.indexOf(workspace, api);
    return (part) => collect(part, index, []);
  }

  private indexOf(workspace: string, api: string): Index {
    const key = `${workspace}\n${api}`;
    let index = this.indexes.get(key);
    if (!index) {
      const own = (this.own.get(workspace) ?? []).map(({ scenario }) => scenario);
      const all = [...own, ...this.magic].filter((scenario) => scenario.api === api);
      this.indexes.set(key, (index = indexed(all)));
    }
    return index;
  }

  private enter(rule: OwnScenario): void {
    const { workspace } = rule;
    this.own.set(workspace, [...(this.own.get(workspace) ?? []), rule]);
  }

  private forgetIndexes(workspace: string): void {
    for (const key of this.indexes.keys())
      if (key.startsWith(`${workspace}\n`)) this.indexes.delete(key);
  }
}

function indexed(scenarios: Omit<Scenario, 'id'>[]): Index {
  const index: Index = new Map();
  for (const { field, value, behaviour, after = 'PT0S' } of scenarios) {
    const byValue = index.get(field) ?? new Map<string, TriggeredBehaviour[]>();
    const called = { behaviour, afterMs: durationMs(after) ?? 0 };
    const key = value.toLowerCase();
    index.set(field, byValue.set(key, [...(byValue.get(key) ?? []), called]));
  }
  return index;
}

/** Plain loops: every message is walked through, by 2 µs this way and by 8 with generators. */
function collect(value: object, index: Index, called: TriggeredBehaviour[]): TriggeredBehaviour[] {
  if (Array.isArray(value)) {
    for (const item of value as unknown[])
      if (typeof item === 'object' && item !== null) collect(item, index, called);
    return called;
  }
  for (const name of Object.keys(value)) {
    const inner = (value as Record<string, object | string | number | boolean | undefined>)[name];
    if (typeof inner === 'object' && inner !== null) collect(inner, index, called);
    else if (inner !== undefined) {
      const byValue = index.get(name);
      if (byValue) called.push(...at(byValue, String(inner)));
    }
  }
  return called;
}

function at(
  byValue: ReadonlyMap<string, TriggeredBehaviour[]>,
  value: string,
): TriggeredBehaviour[] {
  return [...(byValue.get(value.toLowerCase()) ?? []), ...(byValue.get(ANY) ?? [])];
}

import { Inject, Injectable } from '@nestjs/common';
import { uuidV7 } from '../../platform/time/uuid-v7.js';
import { durationMs } from '../../platform/time/duration.js';
import { Store } from '../../platform/persistence/store.js';
import { WorkspaceScoped } from '../../platform/workspaces/workspace-scoped.js';
import { Workspaces } from '../../platform/workspaces/workspaces.js';
import { OwnScenario } from './own-scenario.entity.js';
import { SCENARIOS, type TriggeredBehaviour, type Scenario } from './scenario.js';
import { ownValue } from '../../platform/validation/own-value.js';

/** Finds the behaviours that a message, or a part of it, triggers. */
export type BehaviourLookup = (part: object) => TriggeredBehaviour[];

/** Matches every value of a field. */
const ANY_VALUE = '*';

/** Behaviours by field and value, in lower case. */
type BehaviourIndex = Map<string, Map<string, TriggeredBehaviour[]>>;

/** Magic values, which are the same in every workspace, and the own scenarios of each. Cached in memory. */
@WorkspaceScoped('data')
@Injectable()
export class Scenarios implements WorkspaceScoped {
  private readonly own = new Map<string, OwnScenario[]>();
  private readonly indexes = new Map<string, BehaviourIndex>();

  constructor(
    private readonly store: Store,
    private readonly workspaces: Workspaces,
    @Inject(SCENARIOS) private readonly magic: Scenario[],
  ) {}

  open(workspace: string): Promise<void> {
    return this.reload(workspace);
  }

  async reload(workspace: string): Promise<void> {
    const rows = await this.store.read(workspace, (tx) =>
      tx.manager.find(OwnScenario, { where: { workspace }, order: { id: 'ASC' } }),
    );
    this.close(workspace);
    for (const rule of rows) this.cache(rule);
  }

  close(workspace: string): void {
    this.own.delete(workspace);
    this.dropIndexes(workspace);
  }

  /** Own scenarios of a workspace, the newest first. */
  in(workspace: string): Scenario[] {
    const rules = this.own.get(workspace) ?? [];
    return rules.map(({ id, scenario }) => ({ id, ...scenario })).toReversed();
  }

  /** Magic values of an API. */
  ofApi(api: string): Scenario[] {
    return this.magic.filter((scenario) => scenario.api === api);
  }

  /** APIs that have magic values. */
  apis(): string[] {
    return [...new Set(this.magic.map(({ api }) => api))];
  }

  async add(workspace: string, scenario: Omit<Scenario, 'id'>): Promise<Scenario> {
    const rule = { workspace, id: uuidV7(), scenario };
    await this.store.write(workspace, (tx) => tx.manager.insert(OwnScenario, rule));
    // The workspace may have been removed meanwhile.
    if (this.workspaces.has(workspace)) this.cache(rule);
    this.dropIndexes(workspace);
    return { id: rule.id, ...scenario };
  }

  /** Removes an own scenario. False: there is none of this id. */
  async remove(workspace: string, id: string): Promise<boolean> {
    const { affected } = await this.store.write(workspace, (tx) =>
      tx.manager.delete(OwnScenario, { workspace, id }),
    );
    const others = (this.own.get(workspace) ?? []).filter((rule) => rule.id !== id);
    this.own.set(workspace, others);
    this.dropIndexes(workspace);
    return affected === 1;
  }

  /** Returns the lookup for messages of an API. A field matches at every depth of a message. */
  behaviourLookup(workspace: string, api: string): BehaviourLookup {
    const index = this.indexOf(workspace, api);
    return (part) => collect(part, index, []);
  }

  private indexOf(workspace: string, api: string): BehaviourIndex {
    const key = `${workspace}\n${api}`;
    let index = this.indexes.get(key);
    if (!index) {
      const own = (this.own.get(workspace) ?? []).map(({ scenario }) => scenario);
      const all = [...own, ...this.magic].filter((scenario) => scenario.api === api);
      this.indexes.set(key, (index = buildIndex(all)));
    }
    return index;
  }

  private cache(rule: OwnScenario): void {
    const { workspace } = rule;
    this.own.set(workspace, [...(this.own.get(workspace) ?? []), rule]);
  }

  private dropIndexes(workspace: string): void {
    for (const key of this.indexes.keys())
      if (key.startsWith(`${workspace}\n`)) this.indexes.delete(key);
  }
}

function buildIndex(scenarios: Omit<Scenario, 'id'>[]): BehaviourIndex {
  const index: BehaviourIndex = new Map();
  for (const { field, value, behaviour, after = 'PT0S' } of scenarios) {
    const byValue = index.get(field) ?? new Map<string, TriggeredBehaviour[]>();
    const triggered = { behaviour, afterMs: durationMs(after) ?? 0 };
    const key = value.toLowerCase();
    index.set(field, byValue.set(key, [...(byValue.get(key) ?? []), triggered]));
  }
  return index;
}

/** Collects behaviours recursively. Plain loops, because every message passes here: 2 µs; with generators 8 µs. */
function collect(
  value: object,
  index: BehaviourIndex,
  triggered: TriggeredBehaviour[],
): TriggeredBehaviour[] {
  if (Array.isArray(value)) {
    for (const item of value as unknown[])
      if (typeof item === 'object' && item !== null) collect(item, index, triggered);
    return triggered;
  }
  for (const name of Object.keys(value)) {
    const inner = ownValue(
      value as Record<string, object | string | number | boolean | undefined>,
      name,
    );
    if (typeof inner === 'object' && inner !== null) collect(inner, index, triggered);
    else if (inner !== undefined) {
      const byValue = index.get(name);
      if (byValue) triggered.push(...behavioursFor(byValue, String(inner)));
    }
  }
  return triggered;
}

function behavioursFor(
  byValue: ReadonlyMap<string, TriggeredBehaviour[]>,
  value: string,
): TriggeredBehaviour[] {
  return [...(byValue.get(value.toLowerCase()) ?? []), ...(byValue.get(ANY_VALUE) ?? [])];
}

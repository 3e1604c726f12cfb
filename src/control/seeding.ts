import { Injectable } from '@nestjs/common';
import { withClientsOf } from '../kernel/auth/client-ids.js';
import { Clients } from '../kernel/auth/clients.js';
import { below } from '../kernel/contract/json-pointer.js';
import { readYaml, type LinedValue } from '../kernel/contract/lined-yaml.js';
import type { Fault } from '../kernel/contract/schema.js';
import type { Writing } from '../kernel/persistence/store.js';
import { Problem } from '../kernel/problem/problem.js';
import { Collections } from '../kernel/state/collections.js';
import { DEFAULT_WORKSPACE } from '../kernel/workspaces/workspaces.js';
import { inOrder } from './collections.js';
import { faultsOf, refusal } from './seed-faults.js';
import { SCHEMA_KEY, faultsOfSeed } from './seed-judge.js';

/** The items of each collection, each as it is put in alone, and the lines on which they stand. */
interface Seed {
  items: Readonly<Record<string, readonly object[]>>;
  lineOf: LinedValue['lineOf'];
}

/** Reads a text in which items of several collections stand, and puts them in. */
@Injectable()
export class Seeding {
  constructor(
    private readonly collections: Collections,
    private readonly clients: Clients,
  ) {}

  /** Reads YAML or JSON, and judges every item; the problem has every fault at once, each with its line. */
  read(text: string): Seed {
    const { value, lineOf } = readLined(text);
    const faults = faultsOfSeed(value, this.collections);
    if (faults.length > 0) throw refusal(400, lined(faults, lineOf));
    const { [SCHEMA_KEY]: _, ...items } = value as Record<string, object[]>;
    return { items, lineOf };
  }

  /** Puts everything in, and answers how many of each collection; the unit is to be undone when it throws. */
  async write(
    unit: Writing,
    workspace: string,
    { items, lineOf }: Seed,
  ): Promise<Record<string, number>> {
    const written: Record<string, number> = {};
    const faults: Fault[] = [];
    const statuses: number[] = [];
    for (const collection of inOrder(Object.keys(items))) {
      const list = items[collection] ?? [];
      for (const [index, item] of list.entries()) {
        const problem = await this.put(unit, workspace, collection, item);
        if (!problem) continue;
        statuses.push(problem.status);
        faults.push(...faultsOf(problem, below(below('', collection), index)));
      }
      written[collection] = list.length;
    }
    if (faults.length > 0) throw refusal(Math.min(...statuses), lined(faults, lineOf));
    return written;
  }

  /** The problem of an item that cannot be put in. */
  private async put(
    unit: Writing,
    workspace: string,
    collection: string,
    item: object,
  ): Promise<Problem | undefined> {
    const given = withClientsOf(item, (clientId) => this.counterpart(workspace, clientId));
    try {
      await this.collections.put(unit, workspace, { collection, given });
      return undefined;
    } catch (error) {
      if (error instanceof Problem) return error;
      throw error;
    }
  }

  /** The client that is in a workspace what a client of `default` is there. */
  private counterpart(workspace: string, clientId: string): string {
    const client = this.clients.find(clientId);
    if (client?.workspace !== DEFAULT_WORKSPACE) return clientId;
    return this.clients.ofKind(workspace, client.kind)?.clientId ?? clientId;
  }
}

function readLined(text: string): LinedValue {
  try {
    return readYaml(text);
  } catch (error) {
    throw error instanceof Problem ? refusal(error.status, faultsOf(error)) : error;
  }
}

function lined(faults: Fault[], lineOf: Seed['lineOf']): Fault[] {
  return faults.map((fault) => ({ line: lineOf(fault.path), ...fault }));
}

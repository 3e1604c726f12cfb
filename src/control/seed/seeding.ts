import { Injectable } from '@nestjs/common';
import { renameClients } from '../../platform/oauth/client-ids.js';
import { Clients } from '../../platform/oauth/clients.js';
import { below } from '../../platform/validation/json-pointer.js';
import { parseYaml, type YamlValueWithLines } from './yaml-with-lines.js';
import type { SchemaError } from '../../platform/validation/schema.js';
import type { WriteTransaction } from '../../platform/persistence/store.js';
import { Problem } from '../../platform/errors/problem.js';
import { Collections } from '../../sandbox/state/collections.js';
import { DEFAULT_WORKSPACE } from '../../platform/workspaces/workspaces.js';
import { ApiDirectory } from '../../apis/api-directory.js';
import { seedErrors, seedProblem } from './seed-errors.js';
import { SCHEMA_KEY, validateSeed } from './validate-seed.js';

/** The items of each collection, each as it is put in alone, and the lines on which they stand. */
interface Seed {
  items: Readonly<Record<string, readonly object[]>>;
  lineOf: YamlValueWithLines['lineOf'];
}

/** Reads a text in which items of several collections stand, and puts them in. */
@Injectable()
export class Seeding {
  constructor(
    private readonly collections: Collections,
    private readonly clients: Clients,
    private readonly directory: ApiDirectory,
  ) {}

  /** Reads YAML or JSON, and judges every item; the problem has every fault at once, each with its line. */
  read(text: string): Seed {
    const { value, lineOf } = parseSeed(text);
    const errors = validateSeed(value, this.collections, this.directory);
    if (errors.length > 0) throw seedProblem(400, withLines(errors, lineOf));
    const { [SCHEMA_KEY]: _, ...items } = value as Record<string, object[]>;
    return { items, lineOf };
  }

  /** Puts everything in, and answers how many of each collection; the unit must be undone when it throws. */
  async write(
    tx: WriteTransaction,
    workspace: string,
    { items, lineOf }: Seed,
  ): Promise<Record<string, number>> {
    const written: Record<string, number> = {};
    const errors: SchemaError[] = [];
    const statuses: number[] = [];
    for (const collection of this.directory.sortCollections(Object.keys(items))) {
      const list = items[collection] ?? [];
      for (const [index, item] of list.entries()) {
        const problem = await this.put(tx, workspace, collection, item);
        if (!problem) continue;
        statuses.push(problem.status);
        errors.push(...seedErrors(problem, below(below('', collection), index)));
      }
      written[collection] = list.length;
    }
    if (errors.length > 0) throw seedProblem(Math.min(...statuses), withLines(errors, lineOf));
    return written;
  }

  /** The problem of an item that cannot be put in. */
  private async put(
    tx: WriteTransaction,
    workspace: string,
    collection: string,
    item: object,
  ): Promise<Problem | undefined> {
    const given = renameClients(item, (clientId) => this.counterpart(workspace, clientId));
    try {
      await this.collections.put(tx, workspace, { collection, given });
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

function parseSeed(text: string): YamlValueWithLines {
  try {
    return parseYaml(text);
  } catch (error) {
    throw error instanceof Problem ? seedProblem(error.status, seedErrors(error)) : error;
  }
}

function withLines(errors: SchemaError[], lineOf: Seed['lineOf']): SchemaError[] {
  return errors.map((fault) => ({ line: lineOf(fault.path), ...fault }));
}

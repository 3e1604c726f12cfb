import { Injectable } from '@nestjs/common';
import { renameClients } from '../../platform/oauth/client-ids.js';
import { Clients } from '../../platform/oauth/clients.js';
import { appendPointer } from '../../platform/validation/json-pointer.js';
import { parseYaml, type YamlValueWithLines } from './yaml-with-lines.js';
import { yieldAtItem } from '../../platform/time/turns.js';
import type { SchemaError } from '../../platform/validation/schema.js';
import type { WriteTransaction } from '../../platform/persistence/store.js';
import { Problem } from '../../platform/errors/problem.js';
import { Collections } from '../../sandbox/state/collections.js';
import { DEFAULT_WORKSPACE } from '../../platform/workspaces/workspaces.js';
import { ApiDirectory } from '../../apis/api-directory.js';
import { seedErrors, seedProblem } from './seed-errors.js';
import { SCHEMA_KEY, validateSeed } from './validate-seed.js';
import { ownValue } from '../../platform/validation/own-value.js';

/** A parsed seed: the items of each collection, and the line of each value. */
interface Seed {
  items: Readonly<Record<string, readonly object[]>>;
  lineOf: YamlValueWithLines['lineOf'];
}

/** Reads a seed from text, and stores its items in a workspace. */
@Injectable()
export class Seeding {
  constructor(
    private readonly collections: Collections,
    private readonly clients: Clients,
    private readonly directory: ApiDirectory,
  ) {}

  /** Parses YAML or JSON, and validates every item. Throws one problem with all errors and their lines. */
  read(text: string): Seed {
    const { value, lineOf } = parseSeed(text);
    const errors = validateSeed(value, this.collections, this.directory);
    if (errors.length > 0) throw seedProblem(400, withLines(errors, lineOf));
    const { [SCHEMA_KEY]: _, ...items } = value as Record<string, object[]>;
    return { items, lineOf };
  }

  /** Stores all items, and returns their number for each collection. Roll the transaction back when it throws. */
  async write(
    tx: WriteTransaction,
    workspace: string,
    { items, lineOf }: Seed,
  ): Promise<Record<string, number>> {
    const written: Record<string, number> = {};
    const errors: SchemaError[] = [];
    const statuses: number[] = [];
    for (const collection of this.directory.sortCollections(Object.keys(items))) {
      const list = ownValue(items, collection) ?? [];
      for (const [index, item] of list.entries()) {
        await yieldAtItem(index);
        const problem = await this.put(tx, workspace, collection, item);
        if (!problem) continue;
        statuses.push(problem.status);
        errors.push(...seedErrors(problem, appendPointer(appendPointer('', collection), index)));
      }
      written[collection] = list.length;
    }
    if (errors.length > 0) throw seedProblem(Math.min(...statuses), withLines(errors, lineOf));
    return written;
  }

  /** Stores an item; returns the problem if that is not possible. */
  private async put(
    tx: WriteTransaction,
    workspace: string,
    collection: string,
    item: object,
  ): Promise<Problem | undefined> {
    const given = renameClients(item, (clientId) => this.localClientId(workspace, clientId));
    try {
      await this.collections.put(tx, workspace, { collection, given });
      return undefined;
    } catch (error) {
      if (error instanceof Problem) return error;
      throw error;
    }
  }

  /** Id of the client that corresponds to a client of workspace `default`: the client of the same kind. */
  private localClientId(workspace: string, clientId: string): string {
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
  return errors.map((error) => ({ line: lineOf(error.path), ...error }));
}

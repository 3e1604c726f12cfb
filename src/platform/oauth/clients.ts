import { Inject, Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { In } from 'typeorm';
import { Problem } from '../errors/problem.js';
import { DuplicateRowError, insertInto } from '../persistence/insert.js';
import { Store, type ReadTransaction, type WriteTransaction } from '../persistence/store.js';
import { WorkspaceScoped } from '../workspaces/workspace-scoped.js';
import { type Config, CONFIG } from '../config/config.js';
import { DEFAULT_WORKSPACE } from '../workspaces/workspaces.js';
import { demoSecret } from './client-secret.js';
import { Client, type ClientKeys, type ClientKind } from './client.entity.js';

/** Injection token of the kinds of client of the loaded families. */
export const CLIENT_KINDS = Symbol('client kinds');

const EVERYTHING = 'everything';
const INSERT = insertInto(Client);
const INSERT_MISSING = insertInto(Client, 'ignore');

/**
 * Clients of all workspaces, cached in memory because every call needs one. Client ids are unique
 * in all workspaces.
 */
@WorkspaceScoped('data')
@Injectable()
export class Clients implements WorkspaceScoped {
  private readonly byId = new Map<string, Client>();
  private readonly byWorkspace = new Map<string, Client[]>();

  /** All scopes of all kinds of client. */
  readonly scopes: string[];
  private readonly kinds: Map<string, ClientKind>;

  constructor(
    private readonly store: Store,
    @Inject(CLIENT_KINDS) kinds: ClientKind[],
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.scopes = scopesOf(kinds);
    this.kinds = new Map(withEverything(kinds).map((kind) => [kind.kind, kind]));
  }

  /** Loads the clients of a workspace, and updates them to the kinds of this version and to the secrets of the settings. */
  async open(workspace: string): Promise<void> {
    // Clients of a new workspace are already in memory.
    if (this.byWorkspace.has(workspace)) return;
    this.index(await this.store.read(workspace, (tx) => storedClients(tx, workspace)));
    await this.upgrade(workspace);
  }

  private async upgrade(workspace: string): Promise<void> {
    const fresh = this.defaultClientsOf(workspace);
    const missing = fresh.filter(({ clientId }) => !this.byId.has(clientId));
    // A version can change the rights of a kind, and a setting the secrets; registered keys are not changed.
    const changed = fresh.flatMap(({ clientId, clientSecret, scopes, audiences, connected }) => {
      const now = { clientSecret, scopes, audiences, connected };
      const client = this.byId.get(clientId);
      return client && !isDeepStrictEqual({ ...client, ...now }, { ...client })
        ? [{ client, now }]
        : [];
    });
    if (missing.length + changed.length === 0) return;
    await this.store.write(workspace, async (tx) => {
      // Another process that starts on the same database may have stored them meanwhile.
      for (const client of missing) await tx.insert(INSERT_MISSING, client);
      for (const { client, now } of changed)
        await tx.manager.update(Client, { workspace, clientId: client.clientId }, now);
    });
    for (const { client, now } of changed) Object.assign(client, now);
    this.index(missing);
  }

  /**
   * Creates the clients of a new workspace, one of each kind. They are usable at once, because the
   * seed refers to them.
   */
  async create(tx: WriteTransaction, workspace: string): Promise<void> {
    const fresh = this.defaultClientsOf(workspace);
    for (const client of fresh) await insertNew(tx, client);
    this.index(fresh);
  }

  /** Removes the clients of a workspace from memory. */
  close(workspace: string): void {
    for (const { clientId } of this.in(workspace)) this.byId.delete(clientId);
    this.byWorkspace.delete(workspace);
  }

  find(clientId: string): Client | undefined {
    return this.byId.get(clientId);
  }

  /** All clients of a workspace. The client with all rights is the first. */
  in(workspace: string): Client[] {
    return this.byWorkspace.get(workspace) ?? [];
  }

  /** All clients of workspaces, by workspace. Those of workspaces of other processes are read from the database. */
  async inAll(workspaces: readonly string[]): Promise<Map<string, Client[]>> {
    const found = new Map(workspaces.map((workspace) => [workspace, this.in(workspace)]));
    const elsewhere = workspaces.filter((workspace) => !this.byWorkspace.has(workspace));
    if (elsewhere.length === 0) return found;
    const order = { clientId: 'ASC' } as const;
    const stored = await this.store.readShared((tx) =>
      tx.manager.find(Client, { where: { workspace: In(elsewhere) }, order }),
    );
    for (const client of stored)
      found.set(client.workspace, [...(found.get(client.workspace) ?? []), client]);
    return found;
  }

  /** Clients of a workspace as stored in this transaction. Memory changes after the commit. */
  findStored(tx: WriteTransaction, workspace: string): Promise<Client[]> {
    return storedClients(tx, workspace);
  }

  /** Adds a client to a workspace. */
  async add(client: Client): Promise<void> {
    await this.store.write(client.workspace, (tx) => tx.manager.insert(Client, client));
    this.index([client]);
  }

  /** Registers the public keys of a client; null removes them. */
  async setKeys(client: Client, keys: ClientKeys | null): Promise<void> {
    const { workspace, clientId } = client;
    await this.store.write(workspace, (tx) =>
      tx.manager.update(Client, { workspace, clientId }, { keys }),
    );
    client.keys = keys;
  }

  /** The client that the sandbox uses to call as this kind of party. */
  ofKind(workspace: string, kind: string): Client | undefined {
    return this.in(workspace).find((client) => client.kind === kind);
  }

  private defaultClientsOf(workspace: string): Client[] {
    const { demoSecretKey } = this.config;
    return [...this.kinds.values()].map((kind) => clientOf(workspace, kind, demoSecretKey));
  }

  private index(clients: Client[]): void {
    for (const client of clients) {
      this.byId.set(client.clientId, client);
      const others = this.byWorkspace.get(client.workspace) ?? [];
      this.byWorkspace.set(client.workspace, [...others, client]);
    }
  }

  /** Parties that a client acts for. */
  partiesOf({ kind, parties }: Client): readonly string[] {
    return parties ?? this.kinds.get(kind)?.parties ?? [];
  }

  /** Sets the parties that a client acts for; null: those of its kind. */
  async setParties(tx: WriteTransaction, client: Client, parties: string[] | null): Promise<void> {
    const { workspace, clientId } = client;
    await tx.manager.update(Client, { workspace, clientId }, { parties });
    tx.afterCommit(() => {
      const cached = this.byId.get(clientId);
      if (cached) cached.parties = parties;
    });
  }
}

/** The clients of a workspace. The one with all rights is the first of those that a workspace has from its start. */
function storedClients({ manager }: ReadTransaction, workspace: string): Promise<Client[]> {
  return manager.find(Client, { where: { workspace }, order: { clientId: 'ASC' } });
}

/** Stores a client of a new workspace. Throws 409 when another workspace has a client with this id. */
async function insertNew(tx: WriteTransaction, client: Client): Promise<void> {
  try {
    await tx.insert(INSERT, client);
  } catch (error) {
    if (!(error instanceof DuplicateRowError)) throw error;
    const text = `Another workspace has the client "${client.clientId}"; choose another id`;
    throw new Problem(409, { text });
  }
}

/** Client id of a kind. It starts with the name of the workspace, except in `default`. */
export function clientIdOf(workspace: string, kind: string): string {
  const name = kind === EVERYTHING ? 'demo' : `demo-${kind}`;
  return workspace === DEFAULT_WORKSPACE ? name : `${workspace}-${name}`;
}

function scopesOf(kinds: readonly ClientKind[]): string[] {
  return [...new Set(kinds.flatMap(({ scopes }) => scopes))];
}

/** Kinds of client with the one that has all rights, for all parties except those of onlookers. */
export function withEverything(kinds: readonly ClientKind[]): ClientKind[] {
  const everything = {
    kind: EVERYTHING,
    description: 'Has all rights.',
    scopes: scopesOf(kinds),
    audiences: [...new Set(kinds.flatMap(({ audiences = [] }) => audiences))],
    parties: kinds.flatMap(({ parties = [], onlooker }) => (onlooker ? [] : parties)),
    connected: true,
  };
  return [everything, ...kinds];
}

function clientOf(
  workspace: string,
  { kind, scopes, audiences = [], connected }: ClientKind,
  secretKey: string | undefined,
): Client {
  const clientId = clientIdOf(workspace, kind);
  return {
    workspace,
    clientId,
    clientSecret: demoSecret(clientId, secretKey),
    kind,
    scopes: [...scopes],
    audiences: [...audiences],
    parties: null,
    connected,
    keys: null,
  };
}

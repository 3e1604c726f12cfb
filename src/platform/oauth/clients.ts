import { Inject, Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { Store, type WriteTransaction } from '../persistence/store.js';
import { WorkspaceScoped } from '../workspaces/workspace-scoped.js';
import { DEFAULT_WORKSPACE } from '../workspaces/workspaces.js';
import { Client, type ClientKeys, type ClientKind } from './client.entity.js';

/** Injection token of the kinds of client that the loaded families bring. */
export const CLIENT_KINDS = Symbol('client kinds');

const EVERYTHING = 'everything';

/** The clients of all workspaces, held in memory: every call asks for one. Client ids are unique among all workspaces. */
@WorkspaceScoped('data')
@Injectable()
export class Clients implements WorkspaceScoped {
  private readonly byId = new Map<string, Client>();
  private readonly byWorkspace = new Map<string, Client[]>();

  /** Every scope that some kind of client has. */
  readonly scopes: string[];
  private readonly kinds: Map<string, ClientKind>;

  constructor(
    private readonly store: Store,
    @Inject(CLIENT_KINDS) kinds: ClientKind[],
  ) {
    this.scopes = [...new Set(kinds.flatMap(({ scopes }) => scopes))];
    const all = [everything(kinds, this.scopes), ...kinds];
    this.kinds = new Map(all.map((kind) => [kind.kind, kind]));
  }

  /** Takes the clients of a workspace in, and brings them up to what this version offers. */
  async open(workspace: string): Promise<void> {
    // Those of a new workspace are held already.
    if (this.byWorkspace.has(workspace)) return;
    this.enter(await this.store.read(workspace, (tx) => tx.manager.findBy(Client, { workspace })));
    await this.upgrade(workspace);
  }

  private async upgrade(workspace: string): Promise<void> {
    const fresh = this.freshFor(workspace);
    const missing = fresh.filter(({ clientId }) => !this.byId.has(clientId));
    // What a kind may do can change with the version; the keys that a tester registered stay.
    const changed = fresh.flatMap(({ clientId, scopes, audiences, connected }) => {
      const now = { scopes, audiences, connected };
      const client = this.byId.get(clientId);
      return client && !isDeepStrictEqual({ ...client, ...now }, { ...client })
        ? [{ client, now }]
        : [];
    });
    if (missing.length + changed.length === 0) return;
    await this.store.write(workspace, async (tx) => {
      if (missing.length > 0) await tx.manager.insert(Client, missing);
      for (const { client, now } of changed)
        await tx.manager.update(Client, { workspace, clientId: client.clientId }, now);
    });
    for (const { client, now } of changed) Object.assign(client, now);
    this.enter(missing);
  }

  /** Makes the clients of a new workspace, one of each kind. They are good from now on: the seed may name them. */
  async create(tx: WriteTransaction, workspace: string): Promise<void> {
    const fresh = this.freshFor(workspace);
    this.enter(fresh);
    await tx.manager.insert(Client, fresh);
  }

  /** Nobody knows the clients of that workspace any more. */
  close(workspace: string): void {
    for (const { clientId } of this.in(workspace)) this.byId.delete(clientId);
    this.byWorkspace.delete(workspace);
  }

  find(clientId: string): Client | undefined {
    return this.byId.get(clientId);
  }

  /** All clients of a workspace, the one that may do everything first. */
  in(workspace: string): Client[] {
    return this.byWorkspace.get(workspace) ?? [];
  }

  /** The same as the unit sees them: memory follows when it is stored. */
  seenBy(tx: WriteTransaction, workspace: string): Promise<Client[]> {
    return tx.manager.findBy(Client, { workspace });
  }

  /** Adds a client to those that every workspace has. */
  async add(client: Client): Promise<void> {
    await this.store.write(client.workspace, (tx) => tx.manager.insert(Client, client));
    this.enter([client]);
  }

  /** Registers the public keys of a client; null takes them away. */
  async setKeys(client: Client, keys: ClientKeys | null): Promise<void> {
    const { workspace, clientId } = client;
    await this.store.write(workspace, (tx) =>
      tx.manager.update(Client, { workspace, clientId }, { keys }),
    );
    client.keys = keys;
  }

  /** The client with which the sandbox itself calls as this kind of party. */
  ofKind(workspace: string, kind: string): Client | undefined {
    return this.in(workspace).find((client) => client.kind === kind);
  }

  private freshFor(workspace: string): Client[] {
    return [...this.kinds.values()].map((kind) => clientOf(workspace, kind));
  }

  private enter(clients: Client[]): void {
    for (const client of clients) {
      this.byId.set(client.clientId, client);
      const others = this.byWorkspace.get(client.workspace) ?? [];
      this.byWorkspace.set(client.workspace, [...others, client]);
    }
  }

  /** The parties for which a client acts. */
  partiesOf({ kind, parties }: Client): readonly string[] {
    return parties ?? this.kinds.get(kind)?.parties ?? [];
  }

  /** Lets a client act for these parties, or with null for those of its kind. */
  async setParties(tx: WriteTransaction, client: Client, parties: string[] | null): Promise<void> {
    const { workspace, clientId } = client;
    await tx.manager.update(Client, { workspace, clientId }, { parties });
    tx.afterCommit(() => {
      const held = this.byId.get(clientId);
      if (held) held.parties = parties;
    });
  }
}

/** The name of a kind's client: that of the workspace goes before it, but for `default`. */
function clientIdOf(workspace: string, kind: string): string {
  const name = kind === EVERYTHING ? 'demo' : `demo-${kind}`;
  return workspace === DEFAULT_WORKSPACE ? name : `${workspace}-${name}`;
}

/** The kind of client that may do what all the others may, for all parties but those of onlookers. */
function everything(kinds: ClientKind[], scopes: string[]): ClientKind {
  return {
    kind: EVERYTHING,
    scopes,
    audiences: [...new Set(kinds.flatMap(({ audiences = [] }) => audiences))],
    parties: kinds.flatMap(({ parties = [], onlooker }) => (onlooker ? [] : parties)),
    connected: true,
  };
}

function clientOf(
  workspace: string,
  { kind, scopes, audiences = [], connected }: ClientKind,
): Client {
  const clientId = clientIdOf(workspace, kind);
  return {
    workspace,
    clientId,
    clientSecret: `${clientId}-secret`,
    kind,
    scopes: [...scopes],
    audiences: [...audiences],
    parties: null,
    connected,
    keys: null,
  };
}

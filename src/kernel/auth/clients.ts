import { Inject, Injectable } from '@nestjs/common';
import { Store, type Writing } from '../persistence/store.js';
import { DEFAULT_WORKSPACE } from '../workspaces/workspaces.js';
import { Client, type ClientKeys, type ClientKind } from './client.entity.js';

/** Injection token of the kinds of client that the loaded families bring. */
export const CLIENT_KINDS = Symbol('client kinds');

/** The clients of all workspaces, held in memory: every call asks for one. Client ids are unique among all workspaces. */
@Injectable()
export class Clients {
  private readonly byId = new Map<string, Client>();

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

  /** Loads all, and brings the demo clients of the workspace `default` up to what this version offers. */
  async load(): Promise<void> {
    const demo = [...this.kinds.values()].map((kind) => demoClient(kind));
    await this.store.write(async (unit) => {
      await unit.manager
        .createQueryBuilder()
        .insert()
        .into(Client)
        .values(demo)
        .orIgnore()
        .execute();
      // What a kind may do can change with the version; the keys that a tester registered stay.
      for (const { workspace, clientId, scopes, audiences, connected } of demo) {
        const now = { scopes, audiences, connected };
        await unit.manager.update(Client, { workspace, clientId }, now);
      }
    });
    for (const client of await this.store.read((look) => look.manager.find(Client))) {
      this.byId.set(client.clientId, client);
    }
  }

  find(clientId: string): Client | undefined {
    return this.byId.get(clientId);
  }

  /** All clients of a workspace, the one that may do everything first. */
  in(workspace: string): Client[] {
    return [...this.byId.values()].filter((client) => client.workspace === workspace);
  }

  /** The same as the unit sees them: memory follows when it is stored. */
  seenBy(unit: Writing, workspace: string): Promise<Client[]> {
    return unit.manager.findBy(Client, { workspace });
  }

  /** Registers the public keys of a client; null takes them away. */
  async setKeys(client: Client, keys: ClientKeys | null): Promise<void> {
    const { workspace, clientId } = client;
    await this.store.write((unit) =>
      unit.manager.update(Client, { workspace, clientId }, { keys }),
    );
    client.keys = keys;
  }

  /** The client with which the sandbox itself calls as this kind of party. */
  ofKind(workspace: string, kind: string): Client | undefined {
    return this.in(workspace).find((client) => client.kind === kind);
  }

  /** The parties for which a client acts. */
  partiesOf({ kind, parties }: Client): readonly string[] {
    return parties ?? this.kinds.get(kind)?.parties ?? [];
  }

  /** Lets a client act for these parties, or with null for those of its kind. */
  async setParties(unit: Writing, client: Client, parties: string[] | null): Promise<void> {
    const { workspace, clientId } = client;
    await unit.manager.update(Client, { workspace, clientId }, { parties });
    unit.afterCommit(() => {
      const held = this.byId.get(clientId);
      if (held) held.parties = parties;
    });
  }
}

/** The kind of client that may do what all the others may, for all parties but those of onlookers. */
function everything(kinds: ClientKind[], scopes: string[]): ClientKind {
  return {
    kind: 'everything',
    scopes,
    audiences: [...new Set(kinds.flatMap(({ audiences = [] }) => audiences))],
    parties: kinds.flatMap(({ parties = [], onlooker }) => (onlooker ? [] : parties)),
    connected: true,
  };
}

function demoClient({ kind, scopes, audiences = [], connected }: ClientKind): Client {
  const clientId = kind === 'everything' ? 'demo' : `demo-${kind}`;
  return {
    workspace: DEFAULT_WORKSPACE,
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

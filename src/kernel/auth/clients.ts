import { Inject, Injectable } from '@nestjs/common';
import { Store } from '../persistence/store.js';
import { DEFAULT_WORKSPACE } from '../workspaces/workspaces.js';
import { Client, type ClientKeys, type ClientKind } from './client.entity.js';

/** Injection token of the kinds of client that the loaded families bring. */
export const CLIENT_KINDS = Symbol('client kinds');

/** The clients of all workspaces, held in memory: every call asks for one. Client ids are unique among all workspaces. */
@Injectable()
export class Clients {
  private readonly byId = new Map<string, Client>();

  constructor(
    private readonly store: Store,
    @Inject(CLIENT_KINDS) private readonly kinds: ClientKind[],
  ) {}

  /** Loads all, and brings the demo clients of the workspace `default` up to what this version offers. */
  async load(): Promise<void> {
    const demo = [this.everything(), ...this.kinds].map((kind) => demoClient(kind));
    await this.store.write(async (unit) => {
      await unit.manager
        .createQueryBuilder()
        .insert()
        .into(Client)
        .values(demo)
        .orIgnore()
        .execute();
      // What a kind may do can change with the version; the keys that a tester registered stay.
      for (const { workspace, clientId, scopes, connected } of demo) {
        await unit.manager.update(Client, { workspace, clientId }, { scopes, connected });
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

  /** Every scope that some kind of client has. */
  get scopes(): string[] {
    return [...new Set(this.kinds.flatMap((kind) => kind.scopes))];
  }

  private everything(): ClientKind {
    return { kind: 'everything', scopes: this.scopes, connected: true };
  }
}

function demoClient({ kind, scopes, connected }: ClientKind): Client {
  const clientId = kind === 'everything' ? 'demo' : `demo-${kind}`;
  return {
    workspace: DEFAULT_WORKSPACE,
    clientId,
    clientSecret: `${clientId}-secret`,
    kind,
    scopes: [...scopes],
    connected,
    keys: null,
  };
}

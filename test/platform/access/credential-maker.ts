import type { Operation } from '../../../src/platform/api/operation.js';
import type { TestServer, Workspace } from '../../support/test-server.js';
import type { ClientCredential, Credential } from './matrix.js';
import { targetOf, TokenSource, type TokenTarget } from './token-source.js';

/** Headers of a request, an access token in its query, and credentials of a client in its form. */
export interface RequestCredentials {
  headers?: Record<string, string>;
  query?: string;
  clientId?: string;
  clientSecret?: string;
}

type Made = RequestCredentials | Promise<RequestCredentials>;
type Makers<Kind extends string> = Partial<Record<Kind, (operation: Operation) => Made>>;

const EDU_V: TokenTarget = { organisation: 'edu-v', service: 'ordersysteem' };
const basic = `Basic ${Buffer.from('demo:demo-secret').toString('base64')}`;

/** Makes each kind of credentials for the operations of a server. */
export class CredentialMaker {
  readonly tokens: TokenSource;
  otherWorkspace!: Workspace;
  private expiring!: Workspace;
  private removed!: Workspace;

  constructor(
    private readonly server: TestServer,
    private readonly controlToken: string,
  ) {
    this.tokens = new TokenSource(server);
  }

  /** Creates the workspaces. Makes the tokens that expire or whose workspace is removed, and lets that happen. */
  async start(operations: readonly Operation[]): Promise<void> {
    this.otherWorkspace = await this.server.workspace();
    this.expiring = await this.server.workspace();
    this.removed = await this.server.workspace();
    for (const workspace of [this.expiring, this.removed]) {
      for (const operation of operations)
        if (!operation.isPublic) await this.tokens.token(targetOf(operation), { workspace });
      await this.tokens.ticket({ workspace });
    }
    await this.expiring.control('post', 'clock/advance', { duration: 'PT25H' });
    await this.removed.control('delete', '');
  }

  /** Credentials for an operation at a path of the current or the older platform. */
  async of(kind: Credential, operation: Operation, legacy: boolean): Promise<RequestCredentials> {
    const makers = operation.isPublic ? this.byControlToken : legacy ? this.byTicket : this.byToken;
    return found(makers, kind)(operation);
  }

  /** Credentials for the control API, or for a route that needs none. */
  async ofControl(kind: Credential): Promise<RequestCredentials> {
    return found(this.byControlToken, kind)({} as Operation);
  }

  /** Credentials of a client in a request for a token. */
  async ofClient(kind: ClientCredential, route: string): Promise<RequestCredentials> {
    const outsider = route.includes('oauth2') ? 'demo-buyer' : 'demo-portaal';
    const makers: Makers<ClientCredential> = {
      none: () => ({}),
      wrongSecret: () => client('demo', 'wrong'),
      unknownClient: () => client('nobody'),
      otherSecret: () => client('demo', 'demo-buyer-secret'),
      token: async () => bearer(await this.tokens.token(EDU_V)),
      removed: () => client(this.removed.clientId()),
      otherOrganisation: () => client(outsider),
      otherWorkspace: () => client(this.otherWorkspace.clientId()),
      valid: () => client('demo'),
    };
    return found(makers, kind)({} as Operation);
  }

  private readonly noCredentials: Makers<Credential> = {
    none: () => ({}),
    otherScheme: () => ({ headers: { authorization: basic } }),
    malformed: () => bearer('nonsense'),
    control: () => bearer(this.controlToken),
  };

  private readonly byToken: Makers<Credential> = {
    ...this.noCredentials,
    inQuery: async (operation) => ({ query: `access_token=${await this.valid(operation)}` }),
    unsigned: async (operation) => bearer(this.tokens.unsigned(await this.valid(operation))),
    changed: async (operation) => bearer(this.tokens.changed(await this.valid(operation))),
    hmac: async (operation) => bearer(await this.tokens.hmac(await this.valid(operation))),
    otherKey: async (operation) => bearer(await this.tokens.otherKey(await this.valid(operation))),
    expired: (operation) => this.bearerOf(operation, { workspace: this.expiring }),
    removed: (operation) => this.bearerOf(operation, { workspace: this.removed }),
    otherPlatform: async () => dated(await this.tokens.ticket()),
    otherService: async (operation) =>
      bearer(await this.tokens.token(otherServiceOf(targetOf(operation)))),
    otherOrganisation: async (operation) =>
      bearer(await this.tokens.token(otherOrganisationOf(targetOf(operation)))),
    noScope: (operation) => this.bearerOf(operation, { client: clientOfOtherApi(operation) }),
    noRight: (operation) => this.bearerOf(operation, { client: clientWithoutRight(operation) }),
    unconnected: (operation) => this.bearerOf(operation, { client: 'demo-unconnected' }),
    otherWorkspace: (operation) => this.bearerOf(operation, { workspace: this.otherWorkspace }),
    root: async () => bearer(await this.tokens.token({ ...EDU_V, service: '' })),
    valid: (operation) => this.bearerOf(operation),
  };

  private readonly byTicket: Makers<Credential> = {
    ...this.noCredentials,
    malformed: () => dated('nonsense'),
    control: () => dated(this.controlToken),
    unknown: () => dated('TGT-1-unknown-login.boknett.no'),
    expired: async () => dated(await this.tokens.ticket({ workspace: this.expiring })),
    removed: async () => dated(await this.tokens.ticket({ workspace: this.removed })),
    deleted: async () => dated(await this.tokens.deletedTicket()),
    otherPlatform: async (operation) => {
      const { headers } = dated('');
      return { headers: { ...headers, ...(await this.bearerOf(operation)).headers } };
    },
    oldDate: async () => dated(await this.tokens.ticket(), -16),
    noRight: async ({ audience }) => {
      const outsider = audience === 'orders' ? 'demo-store' : 'demo-buyer';
      return dated(await this.tokens.ticket({ client: outsider }));
    },
    otherWorkspace: async () => dated(await this.tokens.ticket({ workspace: this.otherWorkspace })),
    valid: async () => dated(await this.tokens.ticket()),
  };

  private readonly byControlToken: Makers<Credential> = {
    ...this.noCredentials,
    inQuery: () => ({ query: `access_token=${this.controlToken}` }),
    partner: async () => bearer(await this.tokens.token(EDU_V)),
    otherSite: () => bearer(this.controlToken, { origin: 'https://evil.example' }),
    otherHost: () =>
      bearer(this.controlToken, { host: 'evil.example', 'user-agent': 'Mozilla/5.0' }),
    valid: () => bearer(this.controlToken),
  };

  private valid(operation: Operation): Promise<string> {
    return this.tokens.token(targetOf(operation));
  }

  private async bearerOf(
    operation: Operation,
    options: { workspace?: Workspace; client?: string } = {},
  ): Promise<RequestCredentials> {
    return bearer(await this.tokens.token(targetOf(operation), options));
  }
}

function found<Kind extends string>(makers: Makers<Kind>, kind: Kind) {
  const maker = makers[kind];
  if (!maker) throw new Error(`these credentials cannot be made here: ${kind}`);
  return maker;
}

function bearer(token: string, headers: Record<string, string> = {}): RequestCredentials {
  return { headers: { authorization: `Bearer ${token}`, ...headers } };
}

/** A ticket with the Date that it needs. */
function dated(ticket: string, minutes = 0): RequestCredentials {
  const date = new Date(Date.now() + minutes * 60_000).toUTCString();
  return { headers: { authorization: `Boknett ${ticket}`, date } };
}

function client(clientId: string, clientSecret = `${clientId}-secret`): RequestCredentials {
  return { clientId, clientSecret };
}

function otherServiceOf({ organisation, service }: TokenTarget): TokenTarget {
  const services =
    organisation === 'edu-v' ? ['bestelomgeving', 'ordersysteem'] : ['orders', 'dds'];
  return { organisation, service: services.find((name) => name !== service) ?? '' };
}

function otherOrganisationOf({ organisation }: TokenTarget): TokenTarget {
  return organisation === 'edu-v' ? { organisation: 'bokbasen', service: 'orders' } : EDU_V;
}

/** A client of the same organisation that has no scope of the operation. */
function clientOfOtherApi({ scope }: Operation): string {
  return scope.includes('eduv.order') ? 'demo-portaal' : 'demo-ordersysteem';
}

/** A client that has the audience of the operation, and not its right. */
function clientWithoutRight({ name }: Operation): string {
  return name === 'placeOrder' ? 'demo-subscription' : 'demo-store';
}

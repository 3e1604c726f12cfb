import { Injectable } from '@nestjs/common';
import type { Client } from '../../platform/oauth/client.entity.js';
import { Clients } from '../../platform/oauth/clients.js';
import type { ClientView } from './clients.messages.js';

/** Clients in the form of the control API, including their secrets. */
@Injectable()
export class ClientViews {
  constructor(private readonly clients: Clients) {}

  in(workspace: string): ClientView[] {
    return this.clients.in(workspace).map((client) => this.of(client));
  }

  /** The clients of workspaces by workspace, also of those of other processes. */
  async inAll(workspaces: readonly string[]): Promise<Map<string, ClientView[]>> {
    const clients = await this.clients.inAll(workspaces);
    return new Map(
      [...clients].map(([workspace, own]) => [workspace, own.map((client) => this.of(client))]),
    );
  }

  of(client: Client): ClientView {
    const { clientId, clientSecret, kind, scopes, audiences, keys } = client;
    const { jwks, jwksUri } = keys ?? {};
    return {
      clientId,
      clientSecret,
      kind,
      scopes,
      audiences,
      parties: [...this.clients.partiesOf(client)],
      ...(jwks && { jwks: jwks as unknown as Record<string, unknown> }),
      ...(jwksUri !== undefined && { jwks_uri: jwksUri }),
    };
  }
}

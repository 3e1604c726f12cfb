import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Workspace } from 'ketenlab';
import { Distributor } from '../src/distributor';
import { Partner } from '../src/partner';
import { createConfirmationServer } from '../src/server';
import { Store } from '../src/store';
import { TokenServer } from '../src/tokens';

/** The system under test: it sends to a workspace, and the workspace sends its confirmations to it. */
export interface System {
  distributor: Distributor;
  store: Store;
  url: string;
  stop(): Promise<void>;
}

export async function startSystem(workspace: Workspace): Promise<System> {
  const store = new Store();
  const distributor = new Distributor(
    store,
    partner(workspace, 'ordersysteem/v1', 'eduv.order'),
    partner(workspace, 'aanspraakmanager/v2', 'eduv.delivery.entitlor'),
  );
  const scopes = ['eduv.order', 'eduv.delivery.entitlor'];
  const tokens = new TokenServer([{ id: 'ketenlab', secret: 'secret', scopes }]);
  const server = createConfirmationServer(distributor, tokens);
  const url = await listen(server);
  await workspace.partner('bestelomgeving', {
    baseUrl: `${url}/v1`,
    deliveryBaseUrl: `${url}/v2`,
    tokenUrl: `${url}/oauth2/token`,
    clientId: 'ketenlab',
    clientSecret: 'secret',
  });
  return { distributor, store, url, stop: () => stop(server) };
}

function partner(workspace: Workspace, path: string, scope: string): Partner {
  const { clientId, clientSecret } = workspace.client('demo-bestelomgeving');
  const [role] = path.split('/');
  const tokenUrl = `${workspace.url}/${role}/oauth2/token`;
  const baseUrl = `${workspace.url}/${path}`;
  return new Partner({ baseUrl, tokenUrl, clientId, clientSecret, scope, pauses: [10, 20] });
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}

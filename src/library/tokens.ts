import type { components } from '../../openapi/control-api.cjs';
import { ControlApiError } from './control-client.js';
import type { Connection } from './connection.js';
import type { Client } from './types.js';

type Apis = components['schemas']['ApisView'];
type Role = Apis['roles'][number];
type Operation = Apis['apis'][number]['operations'][number];

/** Request of a token. */
export interface TokenOptions {
  /** Scopes, separated by spaces. Default: all scopes of the client. */
  scope?: string;
  /** Bokbasen: the audience. Default: that of the first operation of the role. */
  audience?: string;
}

interface Target {
  path: string;
  audience?: string;
}

/** Fetches an access token. Rejects with `ControlApiError` if the token endpoint refuses it. */
export async function fetchToken(
  connection: Connection,
  client: Client,
  role?: string,
  { scope, audience }: TokenOptions = {},
): Promise<string> {
  const target = targetOf(await connection.apis(), client, role);
  const wanted = audience ?? target.audience;
  const response = await connection.post(target.path, {
    grant_type: 'client_credentials',
    client_id: client.clientId,
    client_secret: client.clientSecret,
    ...(wanted !== undefined && { audience: wanted }),
    ...(scope !== undefined && { scope }),
  });
  const text = await response.text();
  if (response.ok) return (JSON.parse(text) as { access_token: string }).access_token;
  const detail = response.headers.get('sandbox-reason') ?? text;
  throw new ControlApiError(`POST ${target.path}`, response.status, detail);
}

/** Token endpoint of a role. Without a role: that of the root, for the first API that the client may call. */
function targetOf(apis: Apis, client: Client, name?: string): Target {
  if (name !== undefined) {
    const role = apis.roles.find((one) => one.name === name);
    if (role) return { path: role.tokenPath, ...audienceOf(operationsOf(apis, role)) };
    const known = apis.roles.map((one) => one.name).join(', ');
    throw new Error(`there is no role ${name}; the roles are ${known}`);
  }
  const served = apis.roles.filter((role) => role.served);
  const role =
    served.find((one) => operationsOf(apis, one).some((operation) => mayCall(client, operation))) ??
    served[0]!;
  const path = role.tokenPath.slice(role.basePath.length);
  return { path, ...audienceOf(operationsOf(apis, role)) };
}

function operationsOf({ apis }: Apis, { name }: Role): Operation[] {
  return apis.flatMap(({ operations }) => operations).filter(({ servedBy }) => servedBy === name);
}

function mayCall({ scopes, audiences }: Client, operation: Operation): boolean {
  const { audience } = operation;
  if (audience !== undefined) return audiences.some((name) => audience.endsWith(`/${name}/`));
  return operation.scopes.some((scope) => scopes.includes(scope));
}

function audienceOf(operations: Operation[]): Pick<Target, 'audience'> {
  const audience = operations.find((operation) => operation.audience !== undefined)?.audience;
  return audience === undefined ? {} : { audience };
}

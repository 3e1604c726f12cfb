import type { RoleDescriptor } from '../apis/descriptor.js';
import { roles } from '../roles/index.js';
import { responseError, send } from './http.js';
import { print } from './output/print.js';

export interface TokenOptions {
  url: string;
  role: string;
  scope?: string;
  audience?: string;
  clientId: string;
  clientSecret?: string;
  json?: boolean;
}

/** `ketenlab token`: prints a token of that role's token endpoint. */
export async function printToken({
  url,
  role: name,
  scope,
  audience,
  clientId,
  clientSecret: given,
  json,
}: TokenOptions) {
  const role = roleOf(name);
  const audienceOfRole = defaultAudience(role);
  const form = {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: given ?? `${clientId}-secret`,
    ...(audienceOfRole !== undefined && { audience: audience ?? audienceOfRole }),
    ...(scope !== undefined && { scope }),
  };
  const path = role.family.tokenUrl(name);
  const response = await send(url + path, { method: 'POST', body: new URLSearchParams(form) });
  if (!response.ok) {
    const error = await responseError(response);
    throw given === undefined && response.status === 401 ? withHint(error, clientId) : error;
  }
  const answer = (await response.json()) as { access_token: string };
  print(json, answer, () => [answer.access_token]);
}

/** Says what to do if the server has other secrets than the documented ones. */
function withHint({ message }: Error, clientId: string): Error {
  return new Error(
    `${message}; the secret ${clientId}-secret was used. A server whose HOST is not a loopback address has random secrets: ` +
      'set --client-secret to the one that it prints at its start, or that /_sandbox/workspaces/default/clients has',
  );
}

function roleOf(name: string): RoleDescriptor {
  const role = roles.find((one) => one.name === name);
  if (role) return role;
  throw new Error(`--role ${name} is not one of ${roles.map((one) => one.name).join(', ')}`);
}

/** The audience of the first operation of a role; undefined: its tokens have none. */
function defaultAudience({ family, apis }: RoleDescriptor): string | undefined {
  const operations = apis.flatMap((api) => Object.values(api.operations));
  const service = operations.find(({ audience }) => audience !== undefined)?.audience;
  return service === undefined ? undefined : family.client.audienceOf?.(service);
}

import type { RoleDescriptor } from '../apis/descriptor.js';
import { roles } from '../roles/index.js';
import { call } from './http.js';

export interface TokenOptions {
  url: string;
  role: string;
  scope?: string;
  audience?: string;
  clientId: string;
  clientSecret?: string;
}

/** `ketenlab token`: prints a token of that role's token endpoint. */
export async function printToken({
  url,
  role: name,
  scope,
  audience,
  clientId,
  clientSecret = `${clientId}-secret`,
}: TokenOptions) {
  const role = roleOf(name);
  const audienceOfRole = defaultAudience(role);
  const form = {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    ...(audienceOfRole !== undefined && { audience: audience ?? audienceOfRole }),
    ...(scope !== undefined && { scope }),
  };
  const path = role.family.tokenUrl(name);
  const response = await call(url + path, { method: 'POST', body: new URLSearchParams(form) });
  process.stdout.write(`${((await response.json()) as { access_token: string }).access_token}\n`);
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

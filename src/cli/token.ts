import { BASE, audienceOf } from '../apis/bokbasen/audiences.js';
import { call } from './http.js';

interface Options {
  url: string;
  role: string;
  scope?: string;
  audience?: string;
  clientId: string;
  clientSecret?: string;
}

/** The services of the roles that have their tokens from Bokbasen. */
const SERVICES: Record<string, string> = { 'bokbasen-orders': 'orders', dds: 'dds' };

/** `ketenlab token`: prints a token of that role's token endpoint. */
export async function printToken({
  url,
  role,
  scope,
  audience,
  clientId,
  clientSecret = `${clientId}-secret`,
}: Options) {
  const service = SERVICES[role];
  const form = {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    ...(service !== undefined && { audience: audience ?? audienceOf(service) }),
    ...(scope !== undefined && { scope }),
  };
  const path =
    service === undefined ? `/${encodeURIComponent(role)}/oauth2/token` : `${BASE}/oauth/token`;
  const response = await call(url + path, { method: 'POST', body: new URLSearchParams(form) });
  process.stdout.write(`${((await response.json()) as { access_token: string }).access_token}\n`);
}

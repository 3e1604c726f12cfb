import { call } from './http.js';

interface Options {
  url: string;
  role: string;
  scope?: string;
  clientId: string;
  clientSecret?: string;
}

/** `ketenlab token`: prints a token of that role's token endpoint. */
export async function printToken({
  url,
  role,
  scope,
  clientId,
  clientSecret = `${clientId}-secret`,
}: Options) {
  const form = {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
  };
  const body = new URLSearchParams({ ...form, ...(scope !== undefined && { scope }) });
  const response = await call(`${url}/${encodeURIComponent(role)}/oauth2/token`, {
    method: 'POST',
    body,
  });
  process.stdout.write(`${((await response.json()) as { access_token: string }).access_token}\n`);
}

import type { Operation } from '../api/apis.js';
import { baseUrl } from '../api/client.js';
import type { Exchange, ExchangePart, Workspace } from '../api/types.js';
import { targetOf, type Draft } from './draft.js';
import { findExchange } from './try-api.js';

type Client = Workspace['clients'][number];

/** The answer to a request, with its exchange in the journal. */
export interface Answer {
  status: number;
  part: ExchangePart;
  exchange: Exchange | undefined;
  /** Size of a body that is no text. */
  binary?: { bytes: number; type: string };
}

/** An answer of the token endpoint that has no token. */
export class TokenRefused extends Error {}

interface Sending {
  workspace: string;
  operation: Operation;
  draft: Draft;
  client: Client | undefined;
  tokenPath: string;
}

const urlOf = (path: string): string => baseUrl + path.replace(/^\//, '');

/** Gets a token as the client, and sends the request with it. */
export async function sendRequest(sending: Sending): Promise<Answer> {
  const { workspace, operation, draft } = sending;
  const { method, mediaType, accept } = operation;
  const target = targetOf(operation, draft);
  const token = operation.public ? undefined : await tokenFor(sending);
  const response = await fetch(urlOf(target), {
    method,
    // The exchange has the answer: a browser shows neither the status nor the headers of a redirect.
    redirect: 'manual',
    cache: 'no-store',
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(mediaType !== undefined && { 'content-type': mediaType }),
      ...(accept !== undefined && { accept }),
    },
    ...(mediaType !== undefined && { body: draft.body }),
  });
  const content = await response.arrayBuffer();
  const exchange = await findExchange(workspace, method, target);
  if (response.type === 'opaqueredirect')
    return {
      status: exchange?.status ?? 0,
      part: exchange?.response ?? { headers: {}, body: null },
      exchange,
    };
  return { status: response.status, ...partOf(response, content), exchange };
}

function partOf({ headers }: Response, content: ArrayBuffer): Pick<Answer, 'part' | 'binary'> {
  const all = Object.fromEntries(headers);
  const type = headers.get('content-type') ?? '';
  const isText = content.byteLength === 0 || /json|xml|text|form/.test(type);
  if (!isText)
    return {
      part: { headers: all, body: null },
      binary: { bytes: content.byteLength, type },
    };
  const text = new TextDecoder().decode(content);
  return { part: { headers: all, body: text === '' ? null : jsonOrText(text) } };
}

function jsonOrText(text: string): NonNullable<ExchangePart['body']> | null {
  try {
    return JSON.parse(text) as ExchangePart['body'] & object;
  } catch {
    return text;
  }
}

async function tokenFor({ operation, client, tokenPath }: Sending): Promise<string> {
  const { audience } = operation;
  const response = await fetch(urlOf(tokenPath), {
    method: 'POST',
    cache: 'no-store',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: client?.clientId ?? '',
      client_secret: client?.clientSecret ?? '',
      ...(audience !== undefined && { audience }),
    }),
  });
  const text = await response.text();
  const { access_token: token } = (jsonOrText(text) ?? {}) as { access_token?: string };
  if (token === undefined) throw new TokenRefused(`${response.status} ${text}`);
  return token;
}

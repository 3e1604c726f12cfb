import { send } from '../http.js';

/** Request of the demo. */
export interface DemoRequest {
  method: string;
  /** Path, or URL that the server gave. */
  path: string;
  token?: string;
  /** Value that is sent as JSON. */
  json?: unknown;
  form?: Record<string, string>;
  xml?: string;
  accept?: string;
  /** Fields of the answer that are shown (default: all). */
  fields?: readonly string[];
  /** Expected status. Another one ends the demo. */
  expected: number;
}

export interface DemoResponse {
  location: string;
  /** JSON value; other texts as they are; type and size of a file. */
  body: unknown;
}

/** Sends a request to the server at a URL, and reads the whole response. */
export async function callServer(
  url: string,
  { method, path, token, json, form, xml, accept }: DemoRequest,
): Promise<DemoResponse & { status: number }> {
  const body = json === undefined ? form && new URLSearchParams(form) : JSON.stringify(json);
  const response = await send(path.startsWith('/') ? url + path : path, {
    method,
    redirect: 'manual',
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(json !== undefined && { 'content-type': 'application/json' }),
      ...(xml !== undefined && { 'content-type': 'application/xml' }),
      ...(accept !== undefined && { accept }),
    },
    body: body ?? xml ?? null,
  });
  const { status, headers } = response;
  return { status, location: headers.get('location') ?? '', body: await bodyOf(response) };
}

/** JSON value or text of a response; of a file its type and size. */
async function bodyOf(response: Response): Promise<unknown> {
  const type = response.headers.get('content-type') ?? '';
  if (type === '' || /json|xml|text/.test(type)) return parsed(await response.text());
  return `(${type}, ${(await response.arrayBuffer()).byteLength} bytes)`;
}

/** The value of a text that is JSON; other texts as they are. */
export function parsed(body: unknown): unknown {
  if (typeof body !== 'string') return body;
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

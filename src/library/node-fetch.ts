import { Agent, request } from 'node:http';

/** Sends a request of the Fetch API. */
export type Fetch = (request: Request) => Promise<Response>;

/** A `fetch` with connections of its own. */
export interface NodeFetch {
  fetch: Fetch;
  /** Closes the connections. */
  close(): void;
}

const WITHOUT_BODY = [204, 205, 304];

/** Creates a `fetch` on `node:http`. The global one needs timers, which tests replace. */
export function createNodeFetch(): NodeFetch {
  const agent = new Agent({ keepAlive: true });
  const send: Fetch = async (message) => {
    const body = Buffer.from(await message.arrayBuffer());
    const { method, signal } = message;
    const headers = Object.fromEntries(message.headers);
    const sized = body.length > 0 ? { ...headers, 'content-length': body.length } : headers;
    return new Promise<Response>((resolve, reject) => {
      const options = { method, headers: sized, agent, signal };
      const outgoing = request(message.url, options, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.once('error', reject);
        incoming.once('end', () => {
          const { statusCode: status = 0 } = incoming;
          const content = WITHOUT_BODY.includes(status) ? null : Buffer.concat(chunks);
          resolve(new Response(content, { status, headers: headersOf(incoming.headers) }));
        });
      });
      outgoing.once('error', reject);
      outgoing.end(body);
    });
  };
  return { fetch: send, close: () => agent.destroy() };
}

function headersOf(headers: Record<string, string | string[] | undefined>): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [name, one]),
  );
}

import { request, type Agent } from 'node:http';

/** Answer as a client received it, with what it had of the body when the connection broke. */
export interface RawAnswer {
  status?: number;
  headers?: Record<string, unknown>;
  body: string;
  /** Error of the connection before the end of the answer. */
  error?: string;
  elapsedMs: number;
}

interface RawRequest {
  method?: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
  /** Connections to use. Without them the request has one of its own. */
  agent?: Agent;
}

const CONNECTION_HEADERS = ['date', 'connection', 'keep-alive'];

/** Sends a request. It resolves also when the connection breaks. */
export function sendRaw(url: string, { method = 'GET', path, headers, body, agent }: RawRequest) {
  return new Promise<RawAnswer>((resolve) => {
    const startedAt = performance.now();
    const answer: RawAnswer = { body: '', elapsedMs: 0 };
    const end = (error?: Error): void => {
      if (error) answer.error = (error as NodeJS.ErrnoException).code ?? error.message;
      answer.elapsedMs = performance.now() - startedAt;
      resolve(answer);
    };
    const { hostname, port } = new URL(url);
    const length = headers['transfer-encoding']
      ? {}
      : { 'content-length': String(body?.length ?? 0) };
    const outgoing = request({
      hostname,
      port,
      method,
      path,
      agent: agent ?? false,
      headers: { ...headers, ...(body !== undefined && length) },
    });
    outgoing.on('response', (incoming) => {
      answer.status = incoming.statusCode!;
      const shown = Object.entries(incoming.headers).filter(
        ([name]) => !CONNECTION_HEADERS.includes(name),
      );
      answer.headers = Object.fromEntries(shown);
      incoming.setEncoding('utf8').on('data', (chunk: string) => (answer.body += chunk));
      incoming.on('end', () => end()).on('error', end);
    });
    // An error while the body is sent does not matter when the answer has arrived.
    outgoing.on('error', (error) => (answer.status === undefined ? end(error) : undefined));
    outgoing.end(body);
  });
}

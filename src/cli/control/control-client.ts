import { call } from '../http.js';

/** Options of every command that calls the control API. */
export interface ControlOptions {
  url: string;
  workspace: string;
  sandboxToken?: string;
  json?: boolean;
}

/** Time for a call that sends messages to partners, which may be slow. */
const TIMEOUT_MS = 300_000;

/** Content of a file that is sent as it is. */
interface Upload {
  content: Uint8Array<ArrayBuffer>;
  type: string;
}

/** Client of the control API of a running server. An answer that is not 2xx becomes an error for the user. */
export class ControlClient {
  constructor(private readonly options: Omit<ControlOptions, 'json'>) {}

  /** Calls a path below `/_sandbox`. Returns the JSON of the answer; undefined: it has none. */
  async call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const json = body === undefined ? undefined : JSON.stringify(body);
    const response = await this.request(method, path, json, 'application/json');
    const text = await response.text();
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  }

  /** Calls a path of the workspace, for example `clock`. */
  inWorkspace<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    return this.call(method, this.workspacePath(path), body);
  }

  /** Calls a path of the workspace, and returns the response with its body unread. */
  send(method: string, path: string, upload?: Upload): Promise<Response> {
    return this.request(method, this.workspacePath(path), upload?.content, upload?.type);
  }

  private workspacePath(path: string): string {
    return `/workspaces/${encodeURIComponent(this.options.workspace)}/${path}`;
  }

  private request(
    method: string,
    path: string,
    body: string | Uint8Array<ArrayBuffer> | undefined,
    type = 'application/json',
  ): Promise<Response> {
    const { url, sandboxToken } = this.options;
    return call(`${url}/_sandbox${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': type }),
        ...(sandboxToken && { authorization: `Bearer ${sandboxToken}` }),
      },
      ...(body !== undefined && { body }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  }
}

import { setTimeout } from 'node:timers/promises';

/** Address and credentials of a partner. */
export interface PartnerSettings {
  baseUrl: string;
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
  scope: string;
  /** Milliseconds before the second and each further attempt. */
  pauses: number[];
}

/** A message that the partner did not accept. */
export class SendError extends Error {
  constructor(
    message: string,
    /** True if the same message can be accepted later. */
    readonly isTemporary: boolean,
    readonly retryAfterMs?: number,
  ) {
    super(message);
  }
}

const TIMEOUT_MS = 10_000;
/** Time before the end of a token at which it is replaced. */
const TOKEN_MARGIN_MS = 60_000;

/** Client of the API of one partner. */
export class Partner {
  private token?: { value: string; expiresAt: number };

  constructor(private readonly settings: PartnerSettings) {}

  /** Sends a message until the partner accepts it, or refuses it, or the last attempt fails. */
  async put(path: string, message: object): Promise<void> {
    for (let attempt = 0; ; attempt += 1) {
      const error = await this.attempt(path, message);
      if (error === undefined) return;
      const pause = this.settings.pauses[attempt];
      if (!error.isTemporary || pause === undefined) throw error;
      await setTimeout(error.retryAfterMs ?? pause);
    }
  }

  private async attempt(path: string, message: object): Promise<SendError | undefined> {
    try {
      const response = await fetch(`${this.settings.baseUrl}${path}`, {
        method: 'PUT',
        headers: {
          authorization: `Bearer ${await this.accessToken()}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify(message),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const text = await response.text();
      if (response.ok) return undefined;
      // A token can expire earlier than its `expires_in` says.
      if (response.status === 401) delete this.token;
      return errorOf(response, `PUT ${path}: ${response.status} ${text}`);
    } catch (error) {
      if (error instanceof SendError) return error;
      // The connection broke: the partner may have processed the message. It recognizes a repeat by its reference.
      return new SendError(`PUT ${path}: ${String(error)}`, true);
    }
  }

  private async accessToken(): Promise<string> {
    if (this.token && this.token.expiresAt > Date.now()) return this.token.value;
    const { tokenUrl, clientId, clientSecret, scope } = this.settings;
    const response = await fetch(tokenUrl, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    if (!response.ok) throw errorOf(response, `token: ${response.status} ${text}`);
    const { access_token, expires_in } = JSON.parse(text) as {
      access_token: string;
      expires_in: number;
    };
    const expiresAt = Date.now() + expires_in * 1000 - TOKEN_MARGIN_MS;
    this.token = { value: access_token, expiresAt };
    return access_token;
  }
}

function errorOf({ status, headers }: Response, message: string): SendError {
  const seconds = headers.get('retry-after');
  const retryAfterMs = seconds === null ? undefined : Number(seconds) * 1000;
  return new SendError(message, status >= 500 || [401, 408, 429].includes(status), retryAfterMs);
}

import { pause } from './http-partner.js';

const RETRY_PAUSES = [50, 200, 500];

/** Sends messages to the runner as the partner's client does: with a token, and again after a 5xx. */
export class RunnerClient {
  private token: Promise<string> | undefined;

  constructor(
    /** Base URL of the role that the runner plays. */
    private readonly base: string,
    private readonly credentials = { id: 'partner', secret: 'partner-secret' },
  ) {}

  /** Sends a message once; returns the status of the answer, 0 without one. */
  async put(path: string, message: object): Promise<number> {
    try {
      const status = await this.attempt(path, message);
      if (status !== 401) return status;
      this.token = undefined;
      return await this.attempt(path, message);
    } catch {
      return 0;
    }
  }

  /** Sends a message until it is answered below 500. */
  async deliver(path: string, message: object, earlier?: number): Promise<void> {
    let status = earlier ?? (await this.put(path, message));
    for (const milliseconds of RETRY_PAUSES) {
      if (status > 0 && status < 500) return;
      await pause(milliseconds);
      status = await this.put(path, message);
    }
  }

  private async attempt(path: string, message: object): Promise<number> {
    this.token ??= this.fetchToken();
    const response = await fetch(this.base + path, {
      method: 'PUT',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await this.token}`,
      },
      body: JSON.stringify(message),
    });
    await response.text();
    return response.status;
  }

  private async fetchToken(): Promise<string> {
    const { id, secret } = this.credentials;
    const response = await fetch(`${this.base}/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: id,
        client_secret: secret,
      }),
    });
    const { access_token: token } = (await response.json()) as { access_token: string };
    return token;
  }
}

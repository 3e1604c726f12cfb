import { Agent } from 'node:http';
import { anOrder } from '../support/builders.js';
import { sendRaw } from '../support/raw-client.js';
import type { Workspace } from '../support/test-server.js';

/** Sends requests on connections that exist, so that a process which was paused reads them before all others. */
export class OpenConnections {
  private readonly agents = Array.from(
    { length: 12 },
    () => new Agent({ keepAlive: true, maxSockets: 1 }),
  );

  constructor(private readonly url: string) {}

  async open(): Promise<void> {
    const send = (agent: Agent) => sendRaw(this.url, { path: '/healthz', headers: {}, agent });
    await Promise.all(this.agents.map(send));
  }

  /** The time of the clock of a workspace in turn with the status of an order. */
  async ask({ id }: Workspace, token: string): Promise<string[]> {
    const clock = { path: `/_sandbox/workspaces/${id}/clock`, headers: {} };
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const order = () => ({
      method: 'PUT',
      path: '/orders',
      headers,
      body: JSON.stringify(anOrder()),
    });
    const answers = await Promise.all(
      this.agents.map((agent, index) =>
        sendRaw(this.url, { ...(index % 2 === 0 ? clock : order()), agent }),
      ),
    );
    for (const agent of this.agents) agent.destroy();
    return answers.map(({ status, headers: received, body, error }) => {
      if (status === 200) return (JSON.parse(body) as { now: string }).now;
      return received?.['retry-after'] === undefined ? `${status ?? error}` : `${status}, again`;
    });
  }
}

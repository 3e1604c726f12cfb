import type { Response } from 'supertest';
import { Workspace } from '../support/test-server.js';

/** Token of the control API in these tests. */
export const SANDBOX_TOKEN = 'token-of-the-test';

/** Client of the workspace `default` of a server in a container, where the control API requires a token. */
export class ContainerClient extends Workspace {
  constructor(readonly url: string) {
    super('default', () => url);
  }

  override async tryControl(
    method: 'get' | 'put' | 'post' | 'delete',
    path: string,
    body?: object,
  ): Promise<Response> {
    return this.http[method](`/_sandbox/workspaces/${this.id}/${path}`)
      .set('authorization', `Bearer ${SANDBOX_TOKEN}`)
      .send(body);
  }
}

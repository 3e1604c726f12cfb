import { Workspace } from '../support/test-server.js';

/** Token of the control API in these tests. */
export const SANDBOX_TOKEN = 'token-of-the-test';

/** Client of the workspace `default` of a server in a container, where the control API requires a token. */
export class ContainerClient extends Workspace {
  constructor(readonly url: string) {
    super('default', () => url, SANDBOX_TOKEN);
  }
}

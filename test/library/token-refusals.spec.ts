import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startKetenlab, type Sandbox, type Workspace } from '../../src/library/index.js';
import '../../src/library/jest.js';
import { anOrder } from '../support/builders.js';
import { messageOf } from '../support/matcher-message.js';

let sandbox: Sandbox;
let workspace: Workspace;
beforeAll(async () => {
  sandbox = await startKetenlab();
});
beforeEach(async () => {
  workspace = await sandbox.workspace();
});
afterAll(() => sandbox.stop());

async function send(authorization?: string): Promise<number> {
  const response = await fetch(`${sandbox.url}/ordersysteem/v1/orders`, {
    method: 'PUT',
    headers: {
      // On a connection with earlier requests, it belongs to their workspace.
      connection: 'close',
      'content-type': 'application/json',
      ...(authorization && { authorization }),
    },
    body: JSON.stringify(anOrder()),
  });
  return response.status;
}

const REQUIREMENT = 'The call carries a token that the provider issued, with scope eduv.order';
const SOURCE =
  'Order API 0.9.2: OAuth2, scope eduv.order; M2M identificatie, authenticatie en autorisatie 0.9.2 (wiki page 10846209)';

describe('a request without a valid token', () => {
  it('is a violation of the workspace that the test uses', async () => {
    expect(await send()).toBe(401);
    expect(await send('Bearer other')).toBe(401);
    await expect(workspace).not.toHaveNoViolations();
    expect(await messageOf(workspace, () => expect(workspace).toHaveNoViolations())).toBe(
      [
        'expect(workspace).toHaveNoViolations()',
        '',
        'Workspace <workspace> breaks 1 of the requirements of level MUST:',
        '',
        `  EDUV-ORDER-02 (MUST) ${REQUIREMENT}`,
        '    <time> PUT /ordersysteem/v1/orders → 401 (acceptOrder)',
        '      message: expected a token that is valid for acceptOrder, seen the token was not issued by this sandbox',
        '      without a valid token, so in the workspace default',
        '    <time> PUT /ordersysteem/v1/orders → 401 (acceptOrder)',
        '      message: expected a token that is valid for acceptOrder, seen no Authorization header',
        '      without a valid token, so in the workspace default',
        `    source: ${SOURCE}`,
      ].join('\n'),
    );
  });

  it('is listed with other violations of the requirement, at most five', async () => {
    const token = await workspace.token('demo-dashboard');
    expect(await send(`Bearer ${token}`)).toBe(401);
    for (let count = 0; count < 7; count += 1) await send();
    const message = await messageOf(workspace, () => expect(workspace).toHaveNoViolations());
    expect(message).toContain('breaks 1 of the requirements');
    expect(message.match(/→ 401/g)).toHaveLength(6);
    expect(message).toContain(
      '    … and 2 more without a valid token, so in the workspace default\n',
    );
  });

  it('is listed if no request was received', async () => {
    await send();
    const assertion = () => expect(workspace).toHaveReceived('acceptOrder', {}, { timeout: 0 });
    expect(await messageOf(workspace, assertion)).toBe(
      [
        "expect(workspace).toHaveReceived('acceptOrder', …)",
        '',
        'Expected a request of acceptOrder',
        'Received number: 0.',
        '',
        'The workspace has received no request.',
        'Requests without a valid token, so in the workspace default, the newest first:',
        '  <time> PUT /ordersysteem/v1/orders → 401 (acceptOrder)',
        '    the request has no Authorization header',
        '    EDUV-ORDER-02 (MUST) message: expected a token that is valid for acceptOrder, seen no Authorization header',
      ].join('\n'),
    );
  });

  it('does not count if it came before the workspace', async () => {
    await send();
    const later = await sandbox.workspace();
    await expect(later).toHaveNoViolations();
    const assertion = () => expect(later).toHaveReceived('acceptOrder', {}, { timeout: 0 });
    expect(await messageOf(later, assertion)).toMatch(/has received no request\.$/);
  });

  it('is a violation of the workspace default once', async () => {
    await sandbox.default.reset();
    await sandbox.default.clearConformance();
    await send();
    const { default: own } = sandbox;
    const message = await messageOf(own, () => expect(own).toHaveNoViolations());
    expect(message.match(/→ 401/g)).toHaveLength(1);
    expect(message).not.toContain('without a valid token');
  });
});

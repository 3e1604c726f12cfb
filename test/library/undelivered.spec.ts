import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startKetenlab, type Sandbox, type Workspace } from '../../src/library/index.js';
import '../../src/library/jest.js';
import { anOrder } from '../support/builders.js';
import { messageOf } from '../support/matcher-message.js';

/** No server listens there. */
const BASE_URL = 'http://127.0.0.1:9/v1';

let sandbox: Sandbox;
let workspace: Workspace;
beforeAll(async () => {
  sandbox = await startKetenlab();
});
beforeEach(async () => {
  workspace = await sandbox.workspace();
  await workspace.clock.freeze();
});
afterAll(() => sandbox.stop());

async function send(): Promise<void> {
  const authorization = `Bearer ${await workspace.token()}`;
  await fetch(`${workspace.url}/ordersysteem/v1/orders`, {
    method: 'PUT',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify(anOrder()),
  });
}

describe('a message that cannot be delivered to the system of the tester', () => {
  beforeEach(() => workspace.partner('bestelomgeving', BASE_URL));

  it.each([
    ['while it waits for another attempt', 'PT1S', '1 attempt, waiting'],
    ['after several attempts', 'PT1M', '4 attempts, waiting'],
    ['after the last attempt', 'P7D', '5 attempts, failed'],
  ])('fails toHaveNoViolations %s', async (_when, duration, state) => {
    await send();
    await expect(workspace).toHaveNoViolations();
    await workspace.clock.advance(duration);
    await expect(workspace).not.toHaveNoViolations();
    const message = await messageOf(workspace, () => expect(workspace).toHaveNoViolations());
    expect(message.replace(/; \d+ were/, '; 4 were')).toBe(
      [
        'expect(workspace).toHaveNoViolations()',
        '',
        'Workspace <workspace> breaks no requirement of level MUST; 4 were checked.',
        '',
        'Messages that Ketenlab could not deliver:',
        `  confirmOrder to ${BASE_URL}/orders/confirmations: ECONNREFUSED (${state})`,
      ].join('\n'),
    );
  });

  it('is part of a failure of toHaveReceived', async () => {
    await send();
    await workspace.clock.advance('PT1S');
    const assertion = () =>
      expect(workspace).toHaveReceived('acceptCreditOrder', {}, { timeout: 0 });
    expect(await messageOf(workspace, assertion)).toMatch(
      /\nMessages that Ketenlab could not deliver:\n {2}confirmOrder to http:\S+: ECONNREFUSED \(1 attempt, waiting\)$/,
    );
  });

  it('does not count after its delivery', async () => {
    await send();
    await workspace.clock.advance('PT1S');
    await workspace.removePartner('bestelomgeving');
    await workspace.clock.advance('PT1M');
    await expect(workspace).toHaveNoViolations();
  });

  it('lists at most twenty', async () => {
    for (let count = 0; count < 22; count += 1) await send();
    await workspace.clock.advance('PT1S');
    const message = await messageOf(workspace, () => expect(workspace).toHaveNoViolations());
    expect(message.match(/ECONNREFUSED/g)).toHaveLength(20);
    expect(message).toMatch(/\n {2}… and 2 more$/);
  });
});

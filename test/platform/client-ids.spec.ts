import { describe, expect, it } from '@jest/globals';
import { renameClients } from '../../src/platform/oauth/client-ids.js';

describe('withClientsOf', () => {
  const rename = (clientId: string): string => `${clientId}-2`;

  it('renames client ids in their fields at any depth', () => {
    const given = {
      clientId: 'demo',
      orders: [{ client: 'demo-store', id: 'demo' }],
      party: { clients: ['demo', 'demo-buyer'], name: 'demo' },
    };
    const before = JSON.stringify(given);
    expect(renameClients(given, rename)).toEqual({
      clientId: 'demo-2',
      orders: [{ client: 'demo-store-2', id: 'demo' }],
      party: { clients: ['demo-2', 'demo-buyer-2'], name: 'demo' },
    });
    expect(JSON.stringify(given)).toBe(before);
  });

  it.each([
    [null],
    ['demo'],
    [7],
    [{ clientId: 7, client: null, clients: 'demo' }],
    [{ clients: [7, null] }],
  ])('does not change %j', (given) => {
    expect(renameClients(given, rename)).toEqual(given);
  });

  it('renames client ids nested in a field with the same name', () => {
    expect(
      renameClients({ client: { clientId: 'demo' }, clients: [{ client: 'a' }] }, rename),
    ).toEqual({ client: { clientId: 'demo-2' }, clients: [{ client: 'a-2' }] });
  });
});

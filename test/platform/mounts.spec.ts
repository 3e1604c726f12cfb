import { describe, expect, it } from '@jest/globals';
import { mountedPath, mountsOf, routeTemplate, type Mount } from '../../src/platform/api/mounts.js';
import type { Api, OperationRow } from '../../src/platform/api/operation.js';

describe('mountsOf', () => {
  it.each<[string, Partial<Api>, Mount[]]>([
    [
      'an API without versions in its paths',
      {},
      [{ route: '/lender', bases: ['/lender'], rootBases: [''], legacy: false }],
    ],
    [
      'an API with an older platform',
      { base: '/lending', legacyBase: '/old' },
      [
        { route: '/lending', bases: ['/lending'], rootBases: [''], legacy: false },
        { route: '/old', bases: ['/old'], rootBases: [], legacy: true },
      ],
    ],
    [
      'an API with a version, which can be left out',
      { version: '2.1.0', major: 2 },
      [
        {
          route: '/lender/v2',
          bases: ['/lender/v2', '/lender'],
          rootBases: ['/v2', ''],
          version: '2.1.0',
          legacy: false,
        },
      ],
    ],
    [
      'an API of version 0',
      { version: '0.9.2', major: 0 },
      [
        {
          route: '/lender/v0',
          bases: ['/lender/v0', '/lender'],
          rootBases: ['/v0', ''],
          version: '0.9.2',
          legacy: false,
        },
      ],
    ],
    [
      'earlier versions, which cannot be left out',
      { base: '/lending', version: '2.1.0', major: 2, earlier: [{ version: '1.0.0', major: 1 }] },
      [
        {
          route: '/lending/v2',
          bases: ['/lending/v2', '/lending'],
          rootBases: ['/v2', ''],
          version: '2.1.0',
          legacy: false,
        },
        {
          route: '/lending/v1',
          bases: ['/lending/v1'],
          rootBases: ['/v1'],
          version: '1.0.0',
          legacy: false,
        },
      ],
    ],
  ])('of %s', (_title, api, mounts) => {
    expect(mountsOf(api as Api, 'lender')).toEqual(mounts);
  });
});

describe('mountedPath', () => {
  const row = (difference: Partial<OperationRow>) =>
    ({ path: '/loans/{id}', ...difference }) as OperationRow;

  it.each<[string, boolean, Partial<OperationRow>, string | undefined]>([
    ['its path in the current mount', false, {}, '/loans/{id}'],
    ['no path on the older platform', true, {}, undefined],
    [
      'its path in the current mount when it has an older one',
      false,
      { legacyPath: '/l/{id}' },
      '/loans/{id}',
    ],
    ['its older path on the older platform', true, { legacyPath: '/l/{id}' }, '/l/{id}'],
    [
      'its path on the older platform when it exists only there',
      true,
      { legacyOnly: true },
      '/loans/{id}',
    ],
    [
      'no path in the current mount when it exists only on the older platform',
      false,
      { legacyOnly: true },
      undefined,
    ],
  ])('is %s', (_title, legacy, difference, expected) => {
    expect(mountedPath({ legacy } as Mount, row(difference))).toBe(expected);
  });
});

describe('routeTemplate', () => {
  it.each([
    ['/loans', '/loans'],
    ['/loans/{id}', '/loans/:id'],
    ['/loans/{id}/lines/{lineId}', '/loans/:id/lines/:lineId'],
    ['/loans/{}', '/loans/{}'],
    ['', ''],
  ])('of %s is %s', (path, template) => {
    expect(routeTemplate(path)).toBe(template);
  });
});

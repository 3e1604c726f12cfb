import { describe, expect, it } from '@jest/globals';
import type { Api, Method, Operation } from '../../src/platform/api/operation.js';
import type { ServedRole } from '../../src/platform/api/served-role.js';
import { findNearMiss } from '../../src/platform/http/near-miss.js';
import type { RouteMatch } from '../../src/platform/http/paths.js';

/** An API whose operations are written as `PUT /loans`, with a role other than the lender. */
const apiOf = (
  definition: Partial<Api>,
  rows: Record<string, [string, Partial<Operation>?]>,
): Api => {
  const api = { name: 'lending', version: '1.0.0', ...definition, operations: {} } as Api;
  for (const [name, [call, more]] of Object.entries(rows)) {
    const [method, path] = call.split(' ') as [Method, string];
    api.operations[name] = { name, api, method, path, servedBy: 'lender', ...more } as Operation;
  }
  return api;
};
const rolesOf = (...apis: Api[]): ServedRole[] =>
  ['lender', 'borrower'].map((name) => ({ name, apis }) as ServedRole);

const loans = apiOf(
  { major: 1 },
  {
    lend: ['PUT /loans'],
    showLoan: ['GET /loans/{id}'],
    returnLoan: ['PUT /returns', { servedBy: 'borrower' }],
  },
);
const parameters = apiOf({}, { showAny: ['GET /{any}'] });
const archive = apiOf(
  { base: '/lending', legacyBase: '/old' },
  {
    show: ['GET /archive', { legacyPath: '/archief' }],
    showOld: ['GET /history', { legacyOnly: true }],
    showNew: ['GET /present'],
  },
);
const unknownPath: RouteMatch = { kind: 'unknown-path', knownPaths: [] };
const near = (operation: string, method: string, path: string, reason: string) => ({
  role: 'lender',
  operation,
  method,
  path,
  reason,
});

const returned = (reason: string) => ({
  ...near('returnLoan', 'PUT', '/borrower/returns', reason),
  role: 'borrower',
});

describe('findNearMiss of an unknown path', () => {
  it.each([
    [
      'with one wrong letter',
      'PUT',
      '/lender/loanz',
      near('lend', 'PUT', '/lender/loans', 'expected /loans, seen /loanz'),
    ],
    [
      'in capitals',
      'PUT',
      '/LENDER/LOANS',
      near(
        'lend',
        'PUT',
        '/lender/loans',
        'expected /lender, seen /LENDER; expected /loans, seen /LOANS',
      ),
    ],
    [
      'with a query',
      'PUT',
      '/lender/loanz?loans=/lender/loans',
      near('lend', 'PUT', '/lender/loans', 'expected /loans, seen /loanz'),
    ],
    [
      'with another version',
      'PUT',
      '/lender/v2/loans',
      near('lend', 'PUT', '/lender/v1/loans', 'expected /v1, seen /v2'),
    ],
    ['at the root', 'PUT', '/loan', near('lend', 'PUT', '/loans', 'expected /loans, seen /loan')],
    [
      'and another method',
      'POST',
      '/lender/loanz',
      near('lend', 'PUT', '/lender/loans', 'expected /loans, seen /loanz; expected PUT, seen POST'),
    ],
    ['with an empty segment', 'PUT', '/lender//loans/', near('lend', 'PUT', '/lender/loans', '')],
    ['with a segment too many', 'PUT', '/borrower/returns/7', returned('unexpected /7')],
    [
      'without its last segment',
      'PUT',
      '/lender',
      near('lend', 'PUT', '/lender/loans', 'missing /loans'),
    ],
    [
      'without its parameter',
      'GET',
      '/lender/v1/loan',
      near(
        'lend',
        'PUT',
        '/lender/v1/loans',
        'expected /loans, seen /loan; expected PUT, seen GET',
      ),
    ],
    [
      'with a wrong letter before a parameter',
      'GET',
      '/lender/loanz/7',
      near('showLoan', 'GET', '/lender/loans/{id}', 'expected /loans, seen /loanz'),
    ],
    [
      'with two segments too many',
      'PUT',
      '/borrower/returns/7/1',
      returned('unexpected /7; unexpected /1'),
    ],
    [
      'with another segment in the middle',
      'PUT',
      '/lender/version/loans',
      near('lend', 'PUT', '/lender/v1/loans', 'expected /v1, seen /version'),
    ],
    [
      'of an operation of another role',
      'PUT',
      '/borrower/return',
      returned('expected /returns, seen /return'),
    ],
  ])('%s', (_title, method, url, expected) => {
    expect(findNearMiss(unknownPath, method, url, rolesOf(loans))).toEqual(expected);
  });

  it.each([
    ['two segments too many and another method', 'POST', '/borrower/returns/1/2', loans],
    ['three segments too many', 'PUT', '/borrower/returns/1/2/3', loans],
    ['other words', 'PUT', '/books/authors', loans],
    ['more than half of the letters wrong', 'PUT', '/loXXX', loans],
    ['the root', 'PUT', '/', loans],
    ['no path', 'PUT', '', loans],
    ['parameters alone', 'GET', '/books', parameters],
  ])('is undefined for %s', (_title, method, url, api) => {
    expect(findNearMiss(unknownPath, method, url, rolesOf(api))).toBeUndefined();
  });

  it.each([
    ['without roles', []],
    ['with a role without APIs', [{ name: 'lender', apis: [] as Api[] } as ServedRole]],
    ['with only the role that does not serve it', rolesOf(loans).slice(1)],
  ])('is undefined %s', (_title, roles) => {
    expect(findNearMiss(unknownPath, 'PUT', '/loanz', roles)).toBeUndefined();
  });

  it('is the first of two operations that are equally near', () => {
    const api = apiOf({}, { first: ['PUT /loans'], second: ['DELETE /loans'] });
    expect(findNearMiss(unknownPath, 'GET', '/loanz', rolesOf(api))?.operation).toBe('first');
  });

  it.each([
    [
      'the older path',
      '/old/archie',
      near('show', 'GET', '/old/archief', 'expected /archief, seen /archie'),
    ],
    [
      'an operation of the older platform',
      '/old/histori',
      near('showOld', 'GET', '/old/history', 'expected /history, seen /histori'),
    ],
    [
      'the current path',
      '/lending/archiv',
      near('show', 'GET', '/lending/archive', 'expected /archive, seen /archiv'),
    ],
  ])('can be %s', (_title, url, expected) => {
    expect(findNearMiss(unknownPath, 'GET', url, rolesOf(archive))).toEqual(expected);
  });

  it('is not an operation that the older platform has not', () => {
    expect(findNearMiss(unknownPath, 'GET', '/old/presents', rolesOf(archive))).not.toMatchObject({
      operation: 'showNew',
    });
  });
});

describe('findNearMiss of a known path', () => {
  const { lend, returnLoan } = loans.operations;
  const { show, showOld } = archive.operations;

  it.each<[string, RouteMatch, string, object | undefined]>([
    [
      'with another method',
      { kind: 'wrong-method', allow: 'PUT', intended: lend },
      'POST',
      near('lend', 'PUT', '/lender/v1/loans', 'expected PUT, seen POST'),
    ],
    [
      'at another role',
      { kind: 'wrong-role', allow: '', provider: 'Borrower of books', intended: returnLoan! },
      'PUT',
      {
        ...near('returnLoan', 'PUT', '/borrower/v1/returns', ''),
        role: 'borrower',
        reason: 'this role does not serve the operation; borrower (Borrower of books) serves it',
      },
    ],
    [
      'of both platforms is that of the current one',
      { kind: 'wrong-method', allow: 'GET', intended: show },
      'PUT',
      near('show', 'GET', '/lending/archive', 'expected GET, seen PUT'),
    ],
    [
      'of the older platform only is the one there',
      { kind: 'wrong-method', allow: 'GET', intended: showOld },
      'PUT',
      near('showOld', 'GET', '/old/history', 'expected GET, seen PUT'),
    ],
  ])('%s', (_title, match, method, expected) => {
    expect(findNearMiss(match, method, '/anywhere', rolesOf(loans, archive))).toEqual(expected);
  });

  it('is the nearest operation when no operation was intended', () => {
    const match: RouteMatch = { kind: 'wrong-method', allow: 'POST' };
    expect(findNearMiss(match, 'GET', '/loans/7/', rolesOf(loans))?.operation).toBe('showLoan');
  });
});

import { describe, expect, it } from '@jest/globals';
import { httpDate } from '../../src/apis/bokbasen/http-date.js';

describe('httpDate', () => {
  // prettier-ignore
  it.each([
    ['the example of the pages',             'Tue, 10 Jun 2014 16:23:42 GMT',   '2014-06-10T16:23:42.000Z'],
    ['PHP with gmdate and Go, in UTC',       'Tue, 10 Jun 2014 16:23:42 UTC',   '2014-06-10T16:23:42.000Z'],
    ['PHP and Java in Oslo',                 'Sun, 29 Nov 2026 14:00:00 +0100', '2026-11-29T13:00:00.000Z'],
    ['a zone west of Greenwich',             'Sun, 29 Nov 2026 14:00:00 -0500', '2026-11-29T19:00:00.000Z'],
    ['a zone with minutes',                  'Sun, 29 Nov 2026 14:00:00 +0545', '2026-11-29T08:15:00.000Z'],
    ['a zone in which it is another year',   'Fri, 01 Jan 2027 00:30:00 +0100', '2026-12-31T23:30:00.000Z'],
    ['a day of one digit, as Java prints it', 'Tue, 3 Jun 2008 11:05:30 +0000', '2008-06-03T11:05:30.000Z'],
  ])('reads %s', (_, text, expected) => {
    expect(new Date(httpDate(text)!).toISOString()).toBe(expected);
  });

  it.each([
    'Tue, 10 Jun 2014 16:23:42',
    'Tue, 10 Jun 2014 16:23:42 CET',
    'Tue, 10 Jun 2014 16:23:42 +01:00',
    'Tue, 10 Jun 2014 16:23:42 +0160',
    'Tue, 10 Jun 2014 16:23:42 +2400',
    'Tue, 10 Jun 2014 16:23:42 0100',
    'Tue, 31 Jun 2014 16:23:42 +0100',
    'Tue, 10 Jun 2014 24:00:00 +0100',
    '2014-06-10T16:23:42+01:00',
    '',
  ])('does not read "%s"', (text) => {
    expect(httpDate(text)).toBeUndefined();
  });
});

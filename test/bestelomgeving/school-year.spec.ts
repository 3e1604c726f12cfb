import { expect, it } from '@jest/globals';
import { nextEndOfSchoolYear } from '../../src/roles/bestelomgeving/delivery/school-year.js';

it.each([
  ['2026-01-01', '2026-07-31'],
  ['2026-07-30', '2026-07-31'],
  ['2026-07-31', '2027-07-31'],
  ['2026-08-01', '2027-07-31'],
  ['2026-12-31', '2027-07-31'],
  ['2028-02-29', '2028-07-31'],
  ['1999-12-31', '2000-07-31'],
])('nextEndOfSchoolYear after %s is %s', (today, end) => {
  expect(nextEndOfSchoolYear(today)).toBe(end);
});

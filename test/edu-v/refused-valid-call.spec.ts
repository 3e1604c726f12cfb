import { describe, expect, it } from '@jest/globals';
import { refusesValidCall } from '../../src/apis/edu-v/refused-valid-call.js';
import type { RefusalReason } from '../../src/platform/api/operation.js';

const SCHEMA = '{"status":11}';
const OTHER = '{"status":99}';

describe('refusesValidCall', () => {
  it.each<[string, boolean, number, string, RefusalReason | undefined]>([
    ['a success', false, 202, '', undefined],
    ['another success', false, 200, '', undefined],
    ['a server error', true, 500, '', undefined],
    ['a server error with a reason to refuse', true, 503, '', 'rule'],
    ['a 400 without a reason', true, 400, OTHER, undefined],
    ['a 400 because of a state', false, 400, OTHER, 'state'],
    ['a 400 with another body because of a state', false, 400, 'null', 'state'],
    ['a schema error because of a state', true, 400, SCHEMA, 'state'],
    ['a schema error because of a rule', false, 400, SCHEMA, 'rule'],
    ['a 401', false, 401, '', undefined],
    ['a 404', false, 404, OTHER, undefined],
  ])('of %s is %s', (_title, expected, status, body, reason) => {
    expect(refusesValidCall({ status, body }, reason)).toBe(expected);
  });
});

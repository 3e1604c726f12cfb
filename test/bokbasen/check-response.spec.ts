import { describe, expect, it } from '@jest/globals';
import { bokbasenOrderOperations } from '../../src/apis/bokbasen-orders/operations.js';
import { ddsOperations } from '../../src/apis/bokbasen-dds/operations.js';
import type { Operation } from '../../src/platform/api/operation.js';
import { violated } from '../support/checks.js';

/** The violations of a response to a call. */
function violationsOf(operation: Operation, status: number, isValidCall: boolean): string[] {
  const { checkResponse } = operation.api.requirements;
  return violated(
    checkResponse({ operation, status, headers: {}, body: '', rules: {}, isValidCall }),
  );
}

describe('the response to a call', () => {
  it.each<[string, Operation, number, boolean, string[]]>([
    ['valid order', bokbasenOrderOperations.sendOrder, 503, true, ['56', 'ok']],
    ['invalid order', bokbasenOrderOperations.sendOrder, 503, false, ['56']],
    ['valid order', bokbasenOrderOperations.sendOrder, 400, true, []],
    ['valid order of a title', ddsOperations.placeOrder, 500, true, ['32', 'ok']],
    ['invalid order of a title', ddsOperations.placeOrder, 500, false, ['32']],
    ['valid report to tibi', ddsOperations.reportTibiLoan, 500, true, ['32', 'ok']],
  ])('checks a %s: %#', (_name, operation, status, isValid, expected) => {
    expect(violationsOf(operation, status, isValid)).toEqual(expected);
  });

  it.each([
    ['application/atom+xml;charset=UTF-8', []],
    ['application/atom+xml', ['244 Content-Type']],
    ['application/atom+xml; charset=ISO-8859-1', ['110 Content-Type']],
    ['application/atom+xml; type=feed', ['244 Content-Type']],
    ['application/xml;charset=UTF-8', ['110 Content-Type']],
  ])('checks an inventory with Content-Type %s', (type, expected) => {
    const operation: Operation = ddsOperations.getInventoryByIsbn;
    const response = {
      operation,
      status: 200,
      headers: { 'content-type': type },
      body: '<feed/>',
      rules: {},
    };
    expect(violated(operation.api.requirements.checkResponse(response))).toEqual(expected);
  });

  it.each([
    ['https://example.no/dds/content/v1/0b1c4e50-bb00-46ea-bc24-27d1b32fb2a3', []],
    ['https://example.no/base/dds/content/v1/0b1c4e50-bb00-46ea-bc24-27d1b32fb2a3', []],
    ['/dds/content/v1/0b1c4e50-bb00-46ea-bc24-27d1b32fb2a3', ['43 Location']],
  ])('checks an order with the Location %s', (location, expected) => {
    const operation: Operation = ddsOperations.placeOrder;
    const response = { operation, status: 201, headers: { location }, body: '', rules: {} };
    expect(violated(operation.api.requirements.checkResponse(response))).toEqual(expected);
  });
});

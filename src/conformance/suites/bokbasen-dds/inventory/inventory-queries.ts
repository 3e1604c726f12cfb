import { ddsOperations } from '../../../../apis/bokbasen-dds/operations.js';
import { ddsRequirements as requirements } from '../../../../apis/bokbasen-dds/requirements.js';
import type { Requirement } from '../../../../platform/requirements/requirement.js';
import type { Exchange } from '../../../../platform/journal/exchange.js';
import {
  describeResponse,
  type ConformanceTest,
  type TestContext,
} from '../../../runner/test-context.js';
import { daysAgo } from './inventory-pages.js';
import { expect40x } from '../test-client.js';

const { getInventory } = ddsOperations;

/** Tests of invalid query parameters of the inventory. */
export function inventoryQueryTests(): ConformanceTest[] {
  const queryTest = (
    variant: string,
    requirement: Requirement,
    query: Record<string, string>,
    check: (context: TestContext, exchange: Exchange) => void,
  ): ConformanceTest => ({
    name: `GET ${getInventory.path} with ${variant}`,
    verifies: [requirement],
    run: async (context) =>
      check(
        context,
        await context.call({ operation: getInventory, as: 'store', query, probe: true }),
      ),
  });
  const after = daysAgo(100);
  return [
    queryTest('neither after nor next', requirements.afterOrNext, {}, (context, exchange) =>
      expect40x(context, requirements.afterOrNext, exchange),
    ),
    queryTest(
      'an after that is not a timestamp',
      requirements.afterForm,
      { after: 'yesterday' },
      (context, exchange) =>
        context.expectStatus(requirements.afterForm, exchange, 400, { pointer: '?after' }),
    ),
    queryTest(
      'an after of 200 days ago',
      requirements.afterTooOld,
      { after: daysAgo(200) },
      (context, exchange) =>
        context.expectStatus(requirements.afterTooOld, exchange, 400, { pointer: '?after' }),
    ),
    queryTest(
      'a pagesize of 10001',
      requirements.largestPage,
      { after, pagesize: '10001' },
      (context, exchange) => {
        const entries = exchange.response.body.split(/<(?:\w+:)?entry[\s>]/).length - 1;
        if (exchange.status === 200 && entries < 10_000)
          context.skip('a pagesize above 10000 is accepted, and the inventory is smaller');
        const isLimited = exchange.status === 400 || (exchange.status === 200 && entries <= 10_000);
        context.expect(requirements.largestPage, exchange, isLimited, {
          pointer: '?pagesize',
          expected: '400, or at most 10000 entries',
          seen: `${describeResponse(exchange)}, ${entries} entries`,
        });
      },
    ),
  ];
}

import { ddsOperations } from '../../../apis/bokbasen-dds/operations.js';
import { isRefusal } from '../../../apis/bokbasen/rejections.js';
import { derivedRequirements } from '../../../platform/api/derived-requirements.js';
import type { Operation } from '../../../platform/api/operation.js';
import {
  describeResponse,
  type ConformanceTest,
  type TestContext,
} from '../../runner/test-context.js';
import { expectAccepted } from '../bokbasen/valid-message.js';
import type { DdsTestClient } from './test-client.js';
import { loan, streamingItem } from './valid-calls.js';

const { reportStreaming, reportLoan, reportTibiLoan } = ddsOperations;

/** Differences from a valid row or loan. */
type Variants = Record<string, object>;

const validLoans: Variants = {
  'the model PACKAGE': { model: 'PACKAGE' },
  'the model PAY_PER_LOAN': { model: 'PAY_PER_LOAN' },
  'a price of 0': { price: 0 },
  'a price with decimals': { price: 49.5 },
  'a date of five years ago': { date: '2021-11-30' },
  'a date of 29 February': { date: '2024-02-29' },
};
const validRows: Variants = {
  'a period of two months': { periodFrom: '2025-01', periodTo: '2025-02' },
  'a period of five years ago': { periodFrom: '2021-12', periodTo: '2021-12' },
  'costs of 0': { periodFrom: '2025-03', periodTo: '2025-03', cost: { totalCost: 0 } },
  'costs with decimals': { periodFrom: '2025-04', periodTo: '2025-04', cost: { totalCost: 10.25 } },
};
const invalidLoans: Variants = {
  'no model': { model: undefined },
  'a date that does not exist': { date: '2026-13-45' },
};
const months = ['2026-13', '2026-00', '2026-1', '2026-10-01', '202610', '10-2026', ''];
const invalidRows: Variants = {
  'no isbn': { isbn: undefined },
  ...Object.fromEntries(
    months.flatMap((month) => [
      [`periodFrom ${month || 'empty'}`, { periodFrom: month }],
      [`periodTo ${month || 'empty'}`, { periodTo: month }],
    ]),
  ),
};

/** Tests of reports with other values, and of errors that are not in the first row. */
export function reportValueTests(client: DdsTestClient): ConformanceTest[] {
  const rows = (context: TestContext, ...differences: object[]): object => ({
    items: differences.map((one) => ({ ...streamingItem(client, context), ...one })),
  });
  const loans = (context: TestContext, ...differences: object[]): object =>
    differences.map((one) => ({ ...loan(client, context), ...one }));
  return [
    validTest(client, reportStreaming, validRows, rows),
    invalidTest(client, reportStreaming, invalidRows, rows),
    ...[reportLoan, reportTibiLoan].flatMap((operation) => [
      validTest(client, operation, validLoans, loans),
      invalidTest(client, operation, invalidLoans, loans),
    ]),
  ];
}

type CreateBody = (context: TestContext, ...differences: object[]) => object;

function validTest(
  client: DdsTestClient,
  operation: Operation,
  variants: Variants,
  create: CreateBody,
): ConformanceTest {
  return {
    name: `POST ${operation.path} with other valid values`,
    verifies: [derivedRequirements(operation).ok],
    run: async (context) => {
      client.requireKind(context, 'subscription');
      const bodies: [string, object][] = Object.entries(variants).map(([variant, difference]) => [
        variant,
        create(context, difference),
      ]);
      const [first, second] = Object.values(variants);
      bodies.push(['two rows', create(context, first!, second!)]);
      for (const [variant, body] of bodies) {
        const exchange = await context.call({ operation, as: 'subscription', body });
        expectAccepted(context, operation, exchange, variant);
      }
    },
  };
}

/** The first row is valid, so that a server that looks no further accepts the report. */
function invalidTest(
  client: DdsTestClient,
  operation: Operation,
  variants: Variants,
  create: CreateBody,
): ConformanceTest {
  const { schema } = derivedRequirements(operation);
  return {
    name: `POST ${operation.path} with an error in the second row`,
    verifies: [schema],
    run: async (context) => {
      client.requireKind(context, 'subscription');
      for (const [variant, difference] of Object.entries(variants)) {
        const body = create(context, {}, difference);
        const exchange = await context.call({ operation, as: 'subscription', body, probe: true });
        context.expect(schema, exchange, isRefusal(exchange.status), {
          pointer: '',
          expected: `a 40x status for ${variant} in the second row`,
          seen: describeResponse(exchange),
        });
      }
    },
  };
}

import { ddsOperations } from '../../../apis/bokbasen-dds/operations.js';
import { ddsRequirements as requirements } from '../../../apis/bokbasen-dds/requirements.js';
import { derivedRequirements } from '../../../platform/api/derived-requirements.js';
import type { Operation } from '../../../platform/api/operation.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import type { ConformanceTest, TestContext } from '../../runner/test-context.js';
import type { DdsTestClient } from './test-client.js';
import { loan, streamingItem } from './valid-calls.js';

const { reportStreaming, reportLoan } = ddsOperations;
const MEGABYTE = 1_000_000;
const MEBIBYTE = 1024 * 1024;

/** Tests of usage reports. */
export function reportTests(client: DdsTestClient): ConformanceTest[] {
  type Body = (context: TestContext) => object;
  const reportTest = (
    variant: string,
    requirement: Requirement,
    operation: Operation,
    body: Body,
    status = 204,
  ): ConformanceTest => ({
    name: `POST ${operation.path} with ${variant}`,
    verifies: [requirement, ...(status < 400 ? [requirements.emptyReport] : [])],
    run: async (context) => {
      client.requireKind(context, 'subscription');
      const isRejected = status >= 400;
      const exchange = await context.call({
        operation,
        as: 'subscription',
        body: body(context),
        probe: isRejected,
      });
      const causes = isRejected ? [] : [derivedRequirements(operation).ok];
      context.expectStatus(requirement, exchange, status, { variant, causes });
    },
  });
  const rowsWith =
    (...differences: object[]): Body =>
    (context) => ({
      items: differences.map((one) => ({ ...streamingItem(client, context), ...one })),
    });
  const rowOfSize = (bytes: number): Body => rowsWith({ productOwnerName: 'x'.repeat(bytes) });
  const otherOwner: Body = (context) => {
    const { owners } = client.data.reported(context);
    return rowsWith({}, { productOwnerId: owners[1] })(context);
  };
  const ownerAsNumber: Body = (context) => {
    const { owners } = client.data.reported(context);
    return rowsWith({ productOwnerId: Number(owners[0]) })(context);
  };
  const largeBodies = [
    reportTest('5.5 MB', requirements.largeTaken, reportStreaming, rowOfSize(5.5 * MEGABYTE)),
    reportTest(
      'more than 6 MB',
      requirements.tooLarge,
      reportStreaming,
      rowOfSize(6 * MEBIBYTE),
      413,
    ),
  ];
  return [
    reportTest(
      'no price',
      requirements.priceOptional,
      reportStreaming,
      rowsWith({ price: undefined }),
    ),
    reportTest('two owners for one title', requirements.ownerChange, reportStreaming, otherOwner),
    reportTest(
      'a productOwnerId that is a number',
      requirements.ownerAsNumber,
      reportStreaming,
      ownerAsNumber,
    ),
    reportTest(
      'a single loan that is not in an array',
      requirements.loanAlone,
      reportLoan,
      (context) => loan(client, context),
    ),
    // Large bodies run last, because they would delay concurrent tests.
    ...largeBodies.map((test) => ({ ...test, last: true })),
  ];
}

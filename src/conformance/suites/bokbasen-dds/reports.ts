import { ddsExamples } from '../../../apis/bokbasen-dds/examples.js';
import { ddsOperations } from '../../../apis/bokbasen-dds/operations.js';
import { ddsRequirements as requirements } from '../../../apis/bokbasen-dds/requirements.js';
import type { Operation } from '../../../platform/api/operation.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import type { ConformanceTest } from '../../runner/test-context.js';

const { reportStreaming, reportLoan } = ddsOperations;
const MEGABYTE = 1_000_000;
const MEBIBYTE = 1024 * 1024;

/** Tests of usage reports. */
export function reportTests(): ConformanceTest[] {
  const [row] = ddsExamples.streaming.items;
  const { price: _, ...withoutPrice } = row!;
  const reportTest = (
    variant: string,
    requirement: Requirement,
    operation: Operation,
    body: () => object,
    status = 204,
  ): ConformanceTest => ({
    name: `POST ${operation.path} with ${variant}`,
    verifies: [requirement],
    run: async (context) => {
      const call = { operation, as: 'subscription', body: body(), probe: status >= 400 };
      context.expectStatus(requirement, await context.call(call), status, { variant });
    },
  });
  const items =
    (...all: object[]) =>
    () => ({ items: all });
  const rowOfSize = (bytes: number) => () => ({
    items: [{ ...row, productOwnerName: 'x'.repeat(bytes) }],
  });
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
    reportTest('no price', requirements.priceOptional, reportStreaming, items(withoutPrice)),
    reportTest(
      'two owners for one title',
      requirements.ownerChange,
      reportStreaming,
      items(row!, { ...row, productOwnerId: '9998' }),
    ),
    reportTest(
      'a productOwnerId that is a number',
      requirements.ownerAsNumber,
      reportStreaming,
      items({ ...row, productOwnerId: 9999 }),
    ),
    reportTest(
      'a single loan that is not in an array',
      requirements.loanAlone,
      reportLoan,
      () => ddsExamples.loans[0]!,
    ),
    // Large bodies run last, because they would delay concurrent tests.
    ...largeBodies.map((test) => ({ ...test, last: true })),
  ];
}

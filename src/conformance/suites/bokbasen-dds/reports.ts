import { ddsExamples } from '../../../apis/bokbasen-dds/examples.js';
import { ddsOperations } from '../../../apis/bokbasen-dds/operations.js';
import { ddsRequirements as requirements } from '../../../apis/bokbasen-dds/requirements.js';
import type { Operation } from '../../../platform/api/operation.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import type { ConformanceTest } from '../../runner/test-context.js';

const { reportStreaming, reportLoan } = ddsOperations;
const MEGABYTE = 1_000_000;
const MEBIBYTE = 1024 * 1024;

/** What is tried on reports of use. */
export function reportTests(): ConformanceTest[] {
  const [row] = ddsExamples.streaming.items;
  const { price: _, ...withoutPrice } = row!;
  const tried = (
    variant: string,
    requirement: Requirement,
    operation: Operation,
    body: () => object,
    status = 204,
  ): ConformanceTest => ({
    name: `POST ${operation.path}: ${variant}`,
    verifies: [requirement],
    // Megabytes would hold up what runs beside them.
    last: variant.endsWith('MB'),
    run: async (context) => {
      const call = { operation, as: 'subscription', body: body(), probe: status >= 400 };
      context.expectStatus(requirement, await context.call(call), status, { variant });
    },
  });
  const items =
    (...all: object[]) =>
    () => ({ items: all });
  const long = (bytes: number) => () => ({
    items: [{ ...row, productOwnerName: 'x'.repeat(bytes) }],
  });
  return [
    tried('no price', requirements.priceOptional, reportStreaming, items(withoutPrice)),
    tried(
      'two owners of a title',
      requirements.ownerChange,
      reportStreaming,
      items(row!, { ...row, productOwnerId: '9998' }),
    ),
    tried(
      'a productOwnerId that is a number',
      requirements.ownerAsNumber,
      reportStreaming,
      items({ ...row, productOwnerId: 9999 }),
    ),
    tried('5.5 MB', requirements.largeTaken, reportStreaming, long(5.5 * MEGABYTE)),
    tried('more than 6 MB', requirements.tooLarge, reportStreaming, long(6 * MEBIBYTE), 413),
    tried('one loan, in no list', requirements.loanAlone, reportLoan, () => ddsExamples.loans[0]!),
  ];
}

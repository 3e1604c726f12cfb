import { examples } from '../../../contracts/bokbasen-dds/examples.js';
import { ddsApi } from '../../../contracts/bokbasen-dds/operations.js';
import { ddsRequirements as asked } from '../../../contracts/bokbasen-dds/requirements.js';
import type { Operation } from '../../../kernel/contract/operation.js';
import type { Requirement } from '../../../kernel/contract/requirement.js';
import type { Test } from '../../runner/trial.js';

const { reportStreaming, reportLoan } = ddsApi;
const MEGABYTE = 1_000_000;
const MEBIBYTE = 1024 * 1024;

/** What is tried on reports of use. */
export function reportTests(): Test[] {
  const [row] = examples.streaming.items;
  const { price: _, ...withoutPrice } = row!;
  const tried = (
    what: string,
    requirement: Requirement,
    operation: Operation,
    body: () => object,
    status = 204,
  ): Test => ({
    name: `POST ${operation.path}: ${what}`,
    verifies: [requirement],
    // Megabytes would hold up what runs beside them.
    last: what.endsWith('MB'),
    run: async (trial) => {
      const ask = { operation, as: 'subscription', body: body(), probe: status >= 400 };
      trial.answers(requirement, await trial.call(ask), status, { what });
    },
  });
  const items =
    (...all: object[]) =>
    () => ({ items: all });
  const long = (bytes: number) => () => ({
    items: [{ ...row, productOwnerName: 'x'.repeat(bytes) }],
  });
  return [
    tried('no price', asked.priceOptional, reportStreaming, items(withoutPrice)),
    tried(
      'two owners of a title',
      asked.ownerChange,
      reportStreaming,
      items(row!, { ...row, productOwnerId: '9998' }),
    ),
    tried(
      'a productOwnerId that is a number',
      asked.ownerAsNumber,
      reportStreaming,
      items({ ...row, productOwnerId: 9999 }),
    ),
    tried('5.5 MB', asked.largeTaken, reportStreaming, long(5.5 * MEGABYTE)),
    tried('more than 6 MB', asked.tooLarge, reportStreaming, long(6 * MEBIBYTE), 413),
    tried('one loan, in no list', asked.loanAlone, reportLoan, () => examples.loans[0]!),
  ];
}

import { defineApi } from '../../../src/apis/descriptor.js';
import { problemDetails } from '../../../src/platform/errors/problem-details.js';
import { BearerGuard } from '../../../src/platform/oauth/bearer.guard.js';
import type { Requirement } from '../../../src/platform/requirements/requirement.js';
import { Int, Text } from '../../../src/platform/validation/fields.js';

export class Loan {
  @Text('Identity of the loan', { example: 'L-1' })
  id!: string;

  @Int('Days for which it is lent', { example: 14 })
  days!: number;
}

const source = 'Lending API, chapter 1';
const ofBorrower = (number: string, text: string): Requirement => ({
  id: `LEND-${number}`,
  level: 'MUST',
  actors: ['borrower client'],
  operations: ['acceptOrder'],
  text,
  source,
});
export const loanRequirements = {
  validMessage: ofBorrower('01', 'A loan conforms to its schema'),
  authorised: ofBorrower('02', 'A call carries a token with the scope lending.loan'),
  provided: ofBorrower('03', 'A call uses a method that the API has'),
};
const refusedBy = (status: number) => ({ status, level: 'MUST' as const, source });

/** Example API of this test. Its operation has the name and path of an operation of another API. */
export const loanApi = defineApi(
  {
    name: 'lending-loans',
    title: 'Lending API',
    version: '1.0.0',
    major: 1,
    guard: BearerGuard,
    errorFormat: problemDetails,
    requirements: {
      prefix: 'LEND',
      catalogue: loanRequirements,
      schemaRequirement: () => loanRequirements.validMessage,
      tokenRequirement: loanRequirements.authorised,
      providerRequirement: loanRequirements.provided,
      checkResponse: () => [],
      rejections: {
        schema: refusedBy(400),
        token: refusedBy(401),
        scope: refusedBy(401),
        method: refusedBy(405),
      },
    },
    parties: { lender: 'Lender', borrower: 'Borrower' },
    control: {
      collections: { orders: { loans: { description: 'Loans', linkTitle: 'Loans' } } },
      trace: { ids: ['id'], statuses: [] },
    },
  },
  {
    acceptOrder: {
      servedBy: 'lender',
      method: 'PUT',
      path: '/orders',
      successStatus: 202,
      scope: ['lending.loan'],
      body: Loan,
      operationId: 'accept-loan',
      summary: 'Borrow a book',
      description: 'Accepts a loan.',
      examples: { loan: { summary: 'Two weeks', value: { id: 'L-1', days: 14 } } },
    },
  },
);

import { describe, expect, it } from '@jest/globals';
import { nextStepFor } from '../../src/conformance/recorder/next-step.js';
import type { Api } from '../../src/platform/api/operation.js';
import type { Requirement } from '../../src/platform/requirements/requirement.js';

const apiWith = (referenceField?: string): Api => {
  const api: Record<string, unknown> = { name: 'lending', referenceField };
  api['operations'] = {
    lend: { api, method: 'PUT', path: '/loans', servedBy: 'lender' },
    read: { api, method: 'GET', path: '/loans/{id}', servedBy: 'lender' },
  };
  return api as unknown as Api;
};
const requirementOf = (difference: Partial<Requirement>): Requirement => ({
  id: 'LEND-01',
  level: 'MUST',
  actors: ['borrower client'],
  operations: ['lend'],
  text: 'A loan has a day',
  source: 'Lending API, chapter 1',
  ...difference,
});

const run = 'Run `ketenlab conformance --role lender --target <your base URL>`';
const call = "Call PUT /loans at the sandbox's lender";

describe('the advice for a requirement that was not tested', () => {
  // prettier-ignore
  it.each<[string, Partial<Requirement>, string]>([
    ['of a client', {}, call],
    ['of a client, on some messages', { appliesTo: () => true }, `${call}, with a message to which the requirement applies`],
    ['of a client, on earlier messages', { stateful: true }, `${call}; to test it, send a related message first, or repeat one`],
    ['of a server that the sandbox calls', { actors: ['lender server'] }, `${run}, or let the sandbox call you: PUT /loans (PUT …/partners/lender)`],
    ['of a server that the sandbox does not read', { actors: ['lender server'], operations: ['read'] }, run],
    ['of a server, on earlier messages', { actors: ['lender server'], stateful: true }, run],
    ['of a party that has a server, as client', { actors: ['lender client'] }, `${run}, or: ${call}`],
    ['of a party that has a server, as client, on earlier messages', { actors: ['lender client'], stateful: true }, run],
    ['with an advice of its own', { nextStep: 'Get a token' }, 'Get a token'],
  ])('is right for one %s', (_whose, difference, advice) => {
    expect(nextStepFor(requirementOf(difference), apiWith('loanId'), undefined)).toBe(advice);
  });

  it('names the tested party', () => {
    const both = requirementOf({ actors: ['borrower client', 'lender server'] });
    const api = apiWith('loanId');
    expect(nextStepFor(both, api, 'borrower')).toBe(call);
    expect(nextStepFor(both, api, 'lender')).toContain(run);
  });

  it('does not say that the sandbox calls, when the API has no messages of its own accord', () => {
    expect(nextStepFor(requirementOf({ actors: ['lender server'] }), apiWith(), undefined)).toBe(
      run,
    );
  });
});

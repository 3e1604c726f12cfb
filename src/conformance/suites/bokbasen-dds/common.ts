import { ddsRequirements as requirements } from '../../../apis/bokbasen-dds/requirements.js';
import type { Operation } from '../../../platform/api/operation.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import type { CallOptions } from '../../runner/conformance-session.js';
import { describeResponse, type Test, type TestContext } from '../../runner/test-context.js';
import { goodCall } from './operation-tests.js';
import { operationsOf, type DdsTestShop } from './test-shop.js';

const OLD_DATE = 'Tue, 10 Jun 2014 16:23:42 GMT';
const TICKET = 'Boknett TGT-1-0123456789abcdef-login.boknett.no';

/** What is tried on operations of every kind, each with a good call but for one thing. */
export function commonTests(shop: DdsTestShop): Test[] {
  const each = (
    requirement: Requirement,
    what: string,
    run: (context: TestContext, good: CallOptions, operation: Operation) => Promise<void>,
  ): Test[] =>
    operationsOf(requirement).map((operation) => ({
      name: `${operation.method} ${operation.path} ${what}`,
      verifies: [requirement],
      run: async (context) => run(context, await goodCall(shop, context, operation), operation),
    }));
  return [
    ...each(requirements.notAcceptable, 'for who takes no JSON', async (context, good) => {
      const ask = { ...good, headers: { accept: 'image/png' }, probe: true };
      context.answers(requirements.notAcceptable, await context.call(ask), 406, {
        pointer: 'Accept',
      });
    }),
    ...each(
      requirements.dateIgnored,
      'with a Date of 2014',
      async (context, good, { successStatus }) => {
        const exchange = await context.call({ ...good, headers: { date: OLD_DATE } });
        context.answers(requirements.dateIgnored, exchange, successStatus, { pointer: 'Date' });
      },
    ),
    ...each(
      requirements.trailingSlash,
      'with a slash at its end',
      async (context, good, { path, successStatus }) => {
        const exchange = await context.call({ ...good, path: `${path}/` });
        context.answers(requirements.trailingSlash, exchange, successStatus);
      },
    ),
    ...each(requirements.ticketRefused, 'with a ticket', async (context, good) => {
      const ask = { ...good, authorization: TICKET, probe: true };
      context.answers(requirements.ticketRefused, await context.call(ask), 401);
    }),
    ...each(requirements.otherMediaType, 'as text/plain', async (context, good) => {
      const ask = { ...good, headers: { 'content-type': 'text/plain' }, probe: true };
      const exchange = await context.call(ask);
      const met = [415, 400].includes(exchange.status);
      const seen = describeResponse(exchange);
      const about = { pointer: 'Content-Type', expected: '415 or 400', seen };
      context.expect(requirements.otherMediaType, exchange, met, about);
    }),
    ...each(
      requirements.unknownFieldTaken,
      'with a field of the future',
      async (context, good, { successStatus }) => {
        const more = { fieldOfTheFuture: 'none' };
        const body = Array.isArray(good.body)
          ? good.body.map((one: object) => ({ ...one, ...more }))
          : { ...(good.body as object), ...more };
        context.answers(
          requirements.unknownFieldTaken,
          await context.call({ ...good, body }),
          successStatus,
          {
            pointer: '/fieldOfTheFuture',
          },
        );
      },
    ),
    ...each(requirements.tokenAgain, 'twice by one token', async (context, good, operation) => {
      await context.call(good);
      const again = await context.call(await goodCall(shop, context, operation));
      context.answers(requirements.tokenAgain, again, operation.successStatus);
    }),
  ];
}

import { ddsRequirements as requirements } from '../../../apis/bokbasen-dds/requirements.js';
import type { Operation } from '../../../platform/api/operation.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import type { CallOptions } from '../../runner/partner-client.js';
import {
  describeResponse,
  type ConformanceTest,
  type TestContext,
} from '../../runner/test-context.js';
import { validDdsCall } from './operation-tests.js';
import { operationsCoveredBy, type DdsTestClient } from './test-shop.js';

const OLD_DATE = 'Tue, 10 Jun 2014 16:23:42 GMT';
const TICKET = 'Boknett TGT-1-0123456789abcdef-login.boknett.no';

/** What is tried on operations of every kind, each with a good call but for one thing. */
export function commonTests(client: DdsTestClient): ConformanceTest[] {
  const each = (
    requirement: Requirement,
    variant: string,
    run: (context: TestContext, good: CallOptions, operation: Operation) => Promise<void>,
  ): ConformanceTest[] =>
    operationsCoveredBy(requirement).map((operation) => ({
      name: `${operation.method} ${operation.path} ${variant}`,
      verifies: [requirement],
      run: async (context) =>
        run(context, await validDdsCall(client, context, operation), operation),
    }));
  return [
    ...each(requirements.notAcceptable, 'for who takes no JSON', async (context, good) => {
      const call = { ...good, headers: { accept: 'image/png' }, probe: true };
      context.expectStatus(requirements.notAcceptable, await context.call(call), 406, {
        pointer: 'Accept',
      });
    }),
    ...each(
      requirements.dateIgnored,
      'with a Date of 2014',
      async (context, good, { successStatus }) => {
        const exchange = await context.call({ ...good, headers: { date: OLD_DATE } });
        context.expectStatus(requirements.dateIgnored, exchange, successStatus, {
          pointer: 'Date',
        });
      },
    ),
    ...each(
      requirements.trailingSlash,
      'with a slash at its end',
      async (context, good, { path, successStatus }) => {
        const exchange = await context.call({ ...good, path: `${path}/` });
        context.expectStatus(requirements.trailingSlash, exchange, successStatus);
      },
    ),
    ...each(requirements.ticketRefused, 'with a ticket', async (context, good) => {
      const call = { ...good, authorization: TICKET, probe: true };
      context.expectStatus(requirements.ticketRefused, await context.call(call), 401);
    }),
    ...each(requirements.otherMediaType, 'as text/plain', async (context, good) => {
      const call = { ...good, headers: { 'content-type': 'text/plain' }, probe: true };
      const exchange = await context.call(call);
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
        context.expectStatus(
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
      const again = await context.call(await validDdsCall(client, context, operation));
      context.expectStatus(requirements.tokenAgain, again, operation.successStatus);
    }),
  ];
}

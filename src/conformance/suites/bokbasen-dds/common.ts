import { ddsRequirements as requirements } from '../../../apis/bokbasen-dds/requirements.js';
import type { Operation } from '../../../platform/api/operation.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import type { CallOptions } from '../../runner/target-client.js';
import {
  describeResponse,
  type ConformanceTest,
  type TestContext,
} from '../../runner/test-context.js';
import { validDdsCall } from './valid-calls.js';
import { operationsCoveredBy, type DdsTestClient } from './test-client.js';

const OLD_DATE = 'Tue, 10 Jun 2014 16:23:42 GMT';
const TICKET = 'Boknett TGT-1-0123456789abcdef-login.boknett.no';

/** Tests that apply to several operations. Each differs from a valid call in one property. */
export function commonTests(client: DdsTestClient): ConformanceTest[] {
  const each = (
    requirement: Requirement,
    variant: string,
    run: (context: TestContext, valid: CallOptions, operation: Operation) => Promise<void>,
  ): ConformanceTest[] =>
    operationsCoveredBy(requirement).map((operation) => ({
      name: `${operation.method} ${operation.path} ${variant}`,
      verifies: [requirement],
      run: async (context) =>
        run(context, await validDdsCall(client, context, operation), operation),
    }));
  return [
    ...each(requirements.notAcceptable, 'with Accept image/png', async (context, valid) => {
      const call = { ...valid, headers: { accept: 'image/png' }, probe: true };
      context.expectStatus(requirements.notAcceptable, await context.call(call), 406, {
        pointer: 'Accept',
      });
    }),
    ...each(
      requirements.dateIgnored,
      'with a Date header of 2014',
      async (context, valid, { successStatus }) => {
        const exchange = await context.call({ ...valid, headers: { date: OLD_DATE } });
        context.expectStatus(requirements.dateIgnored, exchange, successStatus, {
          pointer: 'Date',
        });
      },
    ),
    ...each(
      requirements.trailingSlash,
      'with a trailing slash',
      async (context, valid, { path, successStatus }) => {
        const exchange = await context.call({ ...valid, path: `${path}/` });
        context.expectStatus(requirements.trailingSlash, exchange, successStatus);
      },
    ),
    ...each(
      requirements.ticketRefused,
      'with a ticket of the legacy platform',
      async (context, valid) => {
        const call = { ...valid, authorization: TICKET, probe: true };
        context.expectStatus(requirements.ticketRefused, await context.call(call), 401);
      },
    ),
    ...each(requirements.otherMediaType, 'with Content-Type text/plain', async (context, valid) => {
      const call = { ...valid, headers: { 'content-type': 'text/plain' }, probe: true };
      const exchange = await context.call(call);
      const isRejected = [415, 400].includes(exchange.status);
      const seen = describeResponse(exchange);
      const violation = { pointer: 'Content-Type', expected: '415 or 400', seen };
      context.expect(requirements.otherMediaType, exchange, isRejected, violation);
    }),
    ...each(
      requirements.unknownFieldTaken,
      'with a field that is not documented',
      async (context, valid, { successStatus }) => {
        const unknownField = { fieldOfTheFuture: 'none' };
        const body = Array.isArray(valid.body)
          ? valid.body.map((item: object) => ({ ...item, ...unknownField }))
          : { ...(valid.body as object), ...unknownField };
        context.expectStatus(
          requirements.unknownFieldTaken,
          await context.call({ ...valid, body }),
          successStatus,
          {
            pointer: '/fieldOfTheFuture',
          },
        );
      },
    ),
    ...each(
      requirements.tokenAgain,
      'twice with the same token',
      async (context, valid, operation) => {
        await context.call(valid);
        const repeat = await context.call(await validDdsCall(client, context, operation));
        context.expectStatus(requirements.tokenAgain, repeat, operation.successStatus);
      },
    ),
  ];
}

import { ddsRequirements as requirements } from '../../../apis/bokbasen-dds/requirements.js';
import { isRefusal } from '../../../apis/bokbasen/rejections.js';
import { derivedRequirements } from '../../../platform/api/derived-requirements.js';
import type { Operation } from '../../../platform/api/operation.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import { expectDateIgnored } from '../bokbasen/date-header.js';
import type { CallOptions } from '../../runner/target-client.js';
import {
  describeResponse,
  type ConformanceTest,
  type TestContext,
} from '../../runner/test-context.js';
import { validDdsCall } from './valid-calls.js';
import { operationsCoveredBy, type DdsTestClient } from './test-client.js';

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
    ...dateTests(client),
    ...each(requirements.trailingSlash, 'with a trailing slash', async (context, valid, op) => {
      const exchange = await context.call({ ...valid, path: `${op.path}/` });
      const causes = [derivedRequirements(op).ok];
      context.expectStatus(requirements.trailingSlash, exchange, op.successStatus, { causes });
    }),
    ...each(
      requirements.ticketRefused,
      'with a ticket of the legacy platform',
      async (context, valid) => {
        const call = { ...valid, authorization: TICKET, probe: true };
        context.expectStatus(requirements.ticketRefused, await context.call(call), 401);
      },
    ),
    ...[requirements.otherMediaType, requirements.otherTypeOfReport].flatMap((requirement) =>
      each(requirement, 'with Content-Type text/plain', async (context, valid) => {
        const call = { ...valid, headers: { 'content-type': 'text/plain' }, probe: true };
        const exchange = await context.call(call);
        const { status } = exchange;
        const isRejected = status === 415 || isRefusal(status);
        const seen = describeResponse(exchange);
        const violation = { pointer: 'Content-Type', expected: '415 or 40x', seen };
        context.expect(requirement, exchange, isRejected, violation);
      }),
    ),
    ...[requirements.unknownFieldTaken, requirements.unknownFieldElsewhere].flatMap((requirement) =>
      each(requirement, 'with a field that is not documented', async (context, valid, op) => {
        const unknownField = { fieldOfTheFuture: 'none' };
        const body = Array.isArray(valid.body)
          ? valid.body.map((item: object) => ({ ...item, ...unknownField }))
          : { ...(valid.body as object), ...unknownField };
        const exchange = await context.call({ ...valid, body });
        const { ok } = derivedRequirements(op);
        const detail = { pointer: '/fieldOfTheFuture', variant: 'a field that is not documented' };
        // A server may refuse the field, but not fail on it.
        if (exchange.status >= 500) context.expectStatus(ok, exchange, op.successStatus, detail);
        else
          context.expectStatus(requirement, exchange, op.successStatus, {
            ...detail,
            causes: [ok],
          });
      }),
    ),
    ...each(requirements.tokenAgain, 'twice with the same token', async (context, valid, op) => {
      const first = await context.call(valid);
      if ([401, 403].includes(first.status))
        context.skip(`the first call with this token was answered ${first.status}`);
      const second = await context.call(await validDdsCall(client, context, op));
      context.expect(requirements.tokenAgain, second, answerOf(second) === answerOf(first), {
        pointer: 'Authorization',
        expected: `${answerOf(first)}, as for the first call with the same token`,
        seen: answerOf(second),
      });
    }),
  ];
}

/** Status and media type of a response. */
function answerOf(exchange: Exchange): string {
  const type = exchange.response.headers['content-type'];
  const mediaType = String(type ?? 'no body').split(';')[0];
  return `${describeResponse(exchange)} with ${mediaType}`;
}

/** A Date header is not needed, and its value does not matter. */
function dateTests(client: DdsTestClient): ConformanceTest[] {
  return operationsCoveredBy(requirements.dateNotNeeded).map((operation) => ({
    name: `${operation.method} ${operation.path} without a Date header, and with one of 2014`,
    verifies: [requirements.dateNotNeeded, requirements.anyDate],
    run: async (context) => {
      const { successStatus } = operation;
      await expectDateIgnored(context, requirements, successStatus, async (options) =>
        context.call({ ...(await validDdsCall(client, context, operation)), ...options }),
      );
    },
  }));
}

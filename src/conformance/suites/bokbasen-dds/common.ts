import { ddsRequirements as asked } from '../../../contracts/bokbasen-dds/requirements.js';
import type { Operation } from '../../../kernel/contract/operation.js';
import type { Requirement } from '../../../kernel/contract/requirement.js';
import type { Ask } from '../../runner/lab.js';
import { seenIn, type Test, type Trial } from '../../runner/trial.js';
import { goodCall } from './goods.js';
import { operationsOf, type Shop } from './shop.js';

const OLD_DATE = 'Tue, 10 Jun 2014 16:23:42 GMT';
const TICKET = 'Boknett TGT-1-0123456789abcdef-login.boknett.no';

/** What is tried on operations of every kind, each with a good call but for one thing. */
export function commonTests(shop: Shop): Test[] {
  const each = (
    requirement: Requirement,
    what: string,
    run: (trial: Trial, good: Ask, operation: Operation) => Promise<void>,
  ): Test[] =>
    operationsOf(requirement).map((operation) => ({
      name: `${operation.method} ${operation.path} ${what}`,
      verifies: [requirement],
      run: async (trial) => run(trial, await goodCall(shop, trial, operation), operation),
    }));
  return [
    ...each(asked.notAcceptable, 'for who takes no JSON', async (trial, good) => {
      const ask = { ...good, headers: { accept: 'image/png' }, probe: true };
      trial.answers(asked.notAcceptable, await trial.call(ask), 406, { pointer: 'Accept' });
    }),
    ...each(asked.dateIgnored, 'with a Date of 2014', async (trial, good, { ok }) => {
      const exchange = await trial.call({ ...good, headers: { date: OLD_DATE } });
      trial.answers(asked.dateIgnored, exchange, ok, { pointer: 'Date' });
    }),
    ...each(asked.trailingSlash, 'with a slash at its end', async (trial, good, { path, ok }) => {
      const exchange = await trial.call({ ...good, path: `${path}/` });
      trial.answers(asked.trailingSlash, exchange, ok);
    }),
    ...each(asked.ticketRefused, 'with a ticket', async (trial, good) => {
      const ask = { ...good, authorization: TICKET, probe: true };
      trial.answers(asked.ticketRefused, await trial.call(ask), 401);
    }),
    ...each(asked.otherMediaType, 'as text/plain', async (trial, good) => {
      const ask = { ...good, headers: { 'content-type': 'text/plain' }, probe: true };
      const exchange = await trial.call(ask);
      const met = [415, 400].includes(exchange.status);
      const seen = seenIn(exchange);
      const about = { pointer: 'Content-Type', expected: '415 or 400', seen };
      trial.expect(asked.otherMediaType, exchange, met, about);
    }),
    ...each(asked.unknownFieldTaken, 'with a field of the future', async (trial, good, { ok }) => {
      const more = { fieldOfTheFuture: 'none' };
      const body = Array.isArray(good.body)
        ? good.body.map((one: object) => ({ ...one, ...more }))
        : { ...(good.body as object), ...more };
      trial.answers(asked.unknownFieldTaken, await trial.call({ ...good, body }), ok, {
        pointer: '/fieldOfTheFuture',
      });
    }),
    ...each(asked.tokenAgain, 'twice by one token', async (trial, good, operation) => {
      await trial.call(good);
      const again = await trial.call(await goodCall(shop, trial, operation));
      trial.answers(asked.tokenAgain, again, operation.ok);
    }),
  ];
}

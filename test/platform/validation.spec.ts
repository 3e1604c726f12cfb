import { describe, expect, it } from '@jest/globals';
import type { Type as Class } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { orderOperations } from '../../src/apis/edu-v-order/operations.js';
import { deliveryOperations } from '../../src/apis/edu-v-delivery/operations.js';
import { StatusResponse } from '../../src/apis/edu-v/status-response.js';
import { formats } from '../../src/platform/validation/formats.js';
import { validatorOf } from '../../src/platform/validation/schema.js';
import { instanceOf, schemaErrorsOf } from '../../src/platform/validation/validation-errors.js';
import { messageOf } from '../support/arbitrary-messages.js';

const messages = [
  ...Object.values(orderOperations).map(({ body }) => body),
  ...Object.values(deliveryOperations).flatMap(({ body }: { body?: Class }) => body ?? []),
  StatusResponse,
];

describe.each(messages.map((message) => [message.name, message] as const))(
  '%s',
  (_name, message) => {
    it('has the same result with class-validator and with the compiled validator', () => {
      const errorsOf = validatorOf(message);
      let [good, bad] = [0, 0];
      fc.assert(
        fc.property(messageOf(message), (value) => {
          const compiled = errorsOf(value).length === 0;
          const declared =
            validateSync(plainToInstance(message as Class<object>, value)).length === 0;
          if (compiled) good += 1;
          else bad += 1;
          expect({ value, compiled }).toEqual({ value, compiled: declared });
        }),
        { numRuns: 600 },
      );
      // Both results must occur often enough to make the comparison meaningful.
      expect(Math.min(good, bad)).toBeGreaterThan(5);
    });

    it('has the same errors in class-validator and in the compiled validator', () => {
      const errorsOf = validatorOf(message);
      fc.assert(
        fc.property(messageOf(message), (made) => {
          const value = JSON.parse(JSON.stringify(made)) as object;
          const instance = instanceOf(message as Class<object>, value);
          const declared = schemaErrorsOf(validateSync(instance, { forbidUnknownValues: false }));
          expect({ value, errors: declared }).toEqual({ value, errors: errorsOf(value) });
        }),
        { numRuns: 600 },
      );
    });
  },
);

describe('formats', () => {
  // prettier-ignore
  it.each([
    ['uuid',      '7D3C1C0E-4d0b-0b7e-0a55-0f5f6d1f3a10', true],
    ['uuid',      '00000000-0000-0000-0000-000000000000', true],
    ['uuid',      '{7d3c1c0e-4d0b-4b7e-9a55-0f5f6d1f3a10}', false],
    ['date',      '2024-02-29', true],
    ['date',      '1900-02-29', false],
    ['date',      '2000-02-29', true],
    ['date',      '2026-04-31', false],
    ['date',      '2026-00-10', false],
    ['date',      '2026-01-00', false],
    ['date-time', '2026-05-04T09:12:33Z', true],
    ['date-time', '2026-05-04t09:12:33.123456789z', true],
    ['date-time', '2026-05-04T09:12:33+02:00', true],
    ['date-time', '2016-12-31T23:59:60Z', true],
    ['date-time', '2016-12-31T23:58:60Z', false],
    ['date-time', '2026-05-04T09:12:33+24:00', false],
    ['date-time', '2026-05-04T09:12:33.Z', false],
    ['date-time', '2026-05-04T09:12Z', false],
  ] as const)('%s matches "%s": %s', (format, text, good) => {
    expect(formats[format].matches(text)).toBe(good);
  });
});

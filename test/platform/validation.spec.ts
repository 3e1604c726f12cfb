import { describe, expect, it } from '@jest/globals';
import type { Type as Class } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { orderOperations } from '../../src/apis/edu-v-order/operations.js';
import { deliveryOperations } from '../../src/apis/edu-v-delivery/operations.js';
import { StatusResponse } from '../../src/apis/edu-v/status-response.js';
import { fieldsOf, type Field } from '../../src/platform/validation/fields.js';
import { formats } from '../../src/platform/validation/formats.js';
import { compileValidator } from '../../src/platform/validation/schema.js';

const thisCentury = {
  min: new Date('2000-01-01'),
  max: new Date('2100-01-01'),
  noInvalidDate: true,
};

/** Values for a field: mostly valid ones, sometimes a typical invalid one. */
function valueFor(field: Field): fc.Arbitrary<unknown> {
  const wrong = fc.constantFrom<unknown>(
    null,
    '',
    'x',
    0,
    1.5,
    -1,
    true,
    [],
    {},
    [null],
    ['a'],
    '2026-02-30',
    NaN,
  );
  return fc.oneof({ arbitrary: validValueFor(field), weight: 40 }, { arbitrary: wrong, weight: 1 });
}

function validValueFor({ type, format, values, of, items }: Field): fc.Arbitrary<unknown> {
  if (of) return type === 'array' ? fc.array(messageOf(of()), { maxLength: 3 }) : messageOf(of());
  if (type === 'array') return fc.array<unknown>(items === 'object' ? fc.object() : fc.string());
  if (values) return fc.constantFrom(...values);
  if (format === 'uuid') return fc.uuid();
  if (format === 'date') return fc.date(thisCentury).map((date) => date.toISOString().slice(0, 10));
  if (format === 'date-time') return fc.date(thisCentury).map((date) => date.toISOString());
  return {
    string: fc.string(),
    integer: fc.integer(),
    number: fc.double(),
    boolean: fc.boolean(),
    object: fc.object(),
  }[type];
}

function messageOf(message: Class): fc.Arbitrary<Record<string, unknown>> {
  const discriminator = fieldsOf(message).find(({ choice }) => choice)?.choice;
  if (!discriminator) return messageWith(message, valueFor);
  // The value of the discriminator determines the type of the other field.
  return fc.constantFrom(...Object.keys(discriminator.among)).chain((chosen) =>
    messageWith(message, (field) => {
      if (field.name === discriminator.by) return fc.constant(chosen);
      return field.choice ? messageOf(field.choice.among[chosen]!) : valueFor(field);
    }),
  );
}

function messageWith(
  message: Class,
  valueOf: (field: Field) => fc.Arbitrary<unknown>,
): fc.Arbitrary<Record<string, unknown>> {
  const fields = fieldsOf(message);
  const values = Object.fromEntries(fields.map((field) => [field.name, valueOf(field)]));
  const required = fields.filter(({ required: wanted }) => wanted).map(({ name }) => name);
  // In some messages a required field is missing.
  return fc.oneof(
    { arbitrary: fc.record(values, { requiredKeys: required }), weight: 8 },
    { arbitrary: fc.record(values, { requiredKeys: [] }), weight: 1 },
  );
}

const messages = [
  ...Object.values(orderOperations).map(({ body }) => body),
  ...Object.values(deliveryOperations).flatMap(({ body }: { body?: Class }) => body ?? []),
  StatusResponse,
];

describe.each(messages.map((message) => [message.name, message] as const))(
  '%s',
  (_name, message) => {
    it('has the same result with class-validator and with the compiled validator', () => {
      const errorsOf = compileValidator(message);
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
      expect(Math.min(good, bad)).toBeGreaterThan(20);
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

import type { Type as Class } from '@nestjs/common';
import fc from 'fast-check';
import { fieldsOf, type Field } from '../../src/platform/validation/fields.js';

const thisCentury = {
  min: new Date('2000-01-01'),
  max: new Date('2100-01-01'),
  noInvalidDate: true,
};

/** Values of a field: mostly valid ones, and some that are easily taken for valid. */
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
  return fc.oneof({ arbitrary: rightFor(field), weight: 40 }, { arbitrary: wrong, weight: 1 });
}

function rightFor(field: Field): fc.Arbitrary<unknown> {
  const { type, format, values, of, items, customType, pattern } = field;
  if (customType) return customValue(customType.schema);
  if (pattern) return textMatching(pattern.regex);
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

/** A text that matches; any text for an expression that fast-check cannot read, for example one with a lookahead. */
function textMatching(regex: RegExp): fc.Arbitrary<string> {
  try {
    return fc.stringMatching(regex);
  } catch {
    return fc.string();
  }
}

/** A value of a custom type: as its schema has it, otherwise a number or a range of numbers. */
function customValue({ type, minimum, maximum }: Record<string, unknown>): fc.Arbitrary<unknown> {
  if (type === 'string') return fc.string();
  if (type === 'integer') return fc.integer({ min: Number(minimum), max: Number(maximum) });
  const number = fc.integer({ min: 0, max: 20_000 });
  return fc.oneof({ arbitrary: number, weight: 4 }, fc.record({ min: number, max: number }));
}

/** A JSON object that is, or almost is, a message of that class. */
export function messageOf(message: Class): fc.Arbitrary<Record<string, unknown>> {
  const choosing = fieldsOf(message).find(({ discriminator }) => discriminator)?.discriminator;
  if (!choosing) return messageWith(message, valueFor);
  // The value of the discriminator decides on the class of the field beside it.
  return fc.constantFrom(...Object.keys(choosing.classes)).chain((chosen) =>
    messageWith(message, (field) => {
      if (field.name === choosing.field) return fc.constant(chosen);
      return field.discriminator
        ? messageOf(field.discriminator.classes[chosen]!)
        : valueFor(field);
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
  // Now and then a required field is missing as well.
  return fc.oneof(
    { arbitrary: fc.record(values, { requiredKeys: required }), weight: 8 },
    { arbitrary: fc.record(values, { requiredKeys: [] }), weight: 1 },
  );
}

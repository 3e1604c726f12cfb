import type { Type as Class } from '@nestjs/common';
import type { Operation } from '../../../platform/api/operation.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import { fieldsOf, type Field } from '../../../platform/validation/fields.js';
import { invalidVariantsOf, type InvalidVariant } from '../../runner/invalid-variants.js';
import type { OperationTestOptions } from '../../runner/operation-test-options.js';
import { runConcurrently, type ConformanceTest } from '../../runner/test-context.js';

const CONCURRENT_CALLS = 6;

/** True for `null` in an optional field. The sources do not name it: it has a requirement of its own. */
export function isNullOfOptionalField(
  { body }: Pick<Operation, 'body'>,
  { message, pointer }: Pick<InvalidVariant, 'message' | 'pointer'>,
): boolean {
  if (!body || typeof message !== 'object' || message === null) return false;
  return isOptionalNull(body, message as Values, pointer.split('/').slice(1));
}

type Values = Record<string, unknown>;

function isOptionalNull(type: Class, values: Values, [name = '', ...rest]: string[]): boolean {
  const field = fieldsOf(type).find((one) => one.name === name);
  if (!field) return false;
  const value = values[name];
  if (rest.length === 0) return value === null && !field.required;
  const inner = classOf(field, values);
  const [index = '', ...path] = rest;
  const [part, names] = Array.isArray(value)
    ? [(value as Values[])[Number(index)], path]
    : [value as Values | undefined, rest];
  return inner !== undefined && !!part && isOptionalNull(inner, part, names);
}

/** The class of an object or of the items of a list, in the message with these values. */
export function classOf({ of, discriminator }: Field, values: Values): Class | undefined {
  return discriminator ? discriminator.classes[String(values[discriminator.field])] : of?.();
}

/** Test that the server refuses `null` in each optional field of a message. */
export function optionalNullTest(
  requirement: Requirement,
  operation: Operation,
  { validCall, checkSchemaRejection }: OperationTestOptions,
): ConformanceTest {
  return {
    name: `${operation.method} ${operation.path} with null in an optional field`,
    verifies: [requirement],
    run: async (context) => {
      const nulls = async () => {
        const call = await validCall(context, operation);
        const variants = invalidVariantsOf(operation.body!, call.body as object);
        return { call, variants: variants.filter((one) => isNullOfOptionalField(operation, one)) };
      };
      const { variants } = await nulls();
      if (variants.length === 0) context.skip('the valid message has no optional field');
      await runConcurrently([...variants.keys()], CONCURRENT_CALLS, async (index) => {
        // A partner may answer the repeat of a known message like the first one.
        const { call, variants: fresh } = await nulls();
        const { message: body, pointer } = fresh[index]!;
        const exchange = await context.call({ ...call, body, probe: true });
        context.expectStatus(requirement, exchange, 400, { pointer, variant: 'null' });
        if (exchange.status === 400) checkSchemaRejection?.(context, exchange);
      });
    },
  };
}

import type { Type as Class } from '@nestjs/common';
import { derivedRequirements } from '../../../platform/api/derived-requirements.js';
import type { Operation } from '../../../platform/api/operation.js';
import { alternativesOf, fieldsOf } from '../../../platform/validation/fields.js';
import { appendPointer } from '../../../platform/validation/json-pointer.js';
import type { OperationTestOptions } from '../../runner/operation-test-options.js';
import {
  describeResponse,
  runConcurrently,
  type ConformanceTest,
} from '../../runner/test-context.js';
import { classOf } from './optional-null.js';

const CONCURRENT_CALLS = 6;

type Values = Record<string, unknown>;
type Path = (string | number)[];

/** Paths of the optional fields of a message that a value has, in the first item of each list. */
export function optionalPathsOf(type: Class, values: Values, base: Path = []): Path[] {
  const alternatives = alternativesOf(type) ?? [];
  return fieldsOf(type).flatMap((field) => {
    const value = values[field.name];
    // One of the alternatives is required, and an unknown one may be the only one.
    if (value === undefined || alternatives.includes(field.name)) return [];
    const path = [...base, field.name];
    const inner = classOf(field, values);
    const [item, itemPath] = Array.isArray(value) ? [value[0], [...path, 0]] : [value, path];
    return [
      ...(field.required ? [] : [path]),
      ...(inner && item ? optionalPathsOf(inner, item as Values, itemPath) : []),
    ];
  });
}

function without(message: object, paths: readonly Path[]): object {
  const copy = structuredClone(message) as Values;
  for (const path of paths) {
    const parent = path
      .slice(0, -1)
      .reduce<Values | undefined>((one, part) => one?.[part] as Values | undefined, copy);
    if (parent) delete parent[path.at(-1)!];
  }
  return copy;
}

/**
 * Test that the server accepts a message without each of its optional fields, and without all of
 * them. `isNeeded` names fields that are no more optional in this message.
 */
export function optionalFieldsTest(
  operation: Operation,
  { validCall }: OperationTestOptions,
  isNeeded: (pointer: string) => boolean = () => false,
): ConformanceTest {
  const { ok } = derivedRequirements(operation);
  return {
    name: `${operation.method} ${operation.path} without its optional fields`,
    verifies: [ok],
    run: async (context) => {
      const whole = await context.call(await validCall(context, operation));
      if (whole.status !== operation.successStatus)
        context.skip(`a message with all fields was answered ${describeResponse(whole)}`);
      const variants = async () => {
        const call = await validCall(context, operation);
        const message = call.body as Values;
        const all = optionalPathsOf(operation.body!, message).map((path) => ({
          path,
          pointer: path.reduce<string>((base, part) => appendPointer(base, String(part)), ''),
        }));
        const left = all.filter(({ pointer }) => !isNeeded(pointer));
        return {
          call,
          variants: [
            ...left.map(({ path, pointer }) => ({ pointer, body: without(message, [path]) })),
            {
              pointer: '',
              body: without(
                message,
                left.map(({ path }) => path),
              ),
            },
          ],
        };
      };
      const count = (await variants()).variants.length;
      await runConcurrently([...Array(count).keys()], CONCURRENT_CALLS, async (index) => {
        // Each message is a new one: the partner answers a repeat like the first one.
        const fresh = await variants();
        const { pointer, body } = fresh.variants[index]!;
        const exchange = await context.call({ ...fresh.call, body });
        const variant = pointer ? `a message without ${pointer}` : 'the required fields only';
        context.expectStatus(ok, exchange, operation.successStatus, { pointer, variant });
      });
    },
  };
}

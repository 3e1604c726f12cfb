import { derivedRequirements } from '../../platform/api/derived-requirements.js';
import type { Operation } from '../../platform/api/operation.js';
import type { Exchange } from '../../platform/journal/exchange.js';
import { EMPTY_STRING, invalidVariantsOf, type InvalidVariant } from './invalid-variants.js';
import type { OperationTestOptions } from './operation-test-options.js';
import type { CallOptions } from './target-client.js';
import { runConcurrently, type ExpectationDetail, type TestContext } from './test-context.js';

const CONCURRENT_CALLS = 6;

/**
 * Sends every invalid variant of a body. Each variant is derived from a new valid message, because
 * a partner may answer the repeat of a known message like the first one.
 */
export async function checkInvalidBodies(
  context: TestContext,
  operation: Operation,
  options: OperationTestOptions,
): Promise<void> {
  for (const shape of [undefined, ...(options.shapes?.(operation) ?? [])]) {
    const { call: valid, variants } = await createVariants(context, operation, options, shape);
    // A shape that is not accepted at all is the subject of another requirement.
    if (shape !== undefined && (await context.call(valid)).status !== operation.successStatus)
      continue;
    await runConcurrently([...variants.keys()], CONCURRENT_CALLS, async (index) => {
      const { call, variants: fresh } = await createVariants(context, operation, options, shape);
      const { message: body, pointer, description } = fresh[index]!;
      const variant = shape === undefined ? description : `${description}, for ${shape}`;
      const exchange = await context.call({ ...call, body, probe: true });
      expectSchemaRejection(context, operation, options, exchange, { pointer, variant });
    });
  }
}

async function createVariants(
  context: TestContext,
  operation: Operation,
  options: OperationTestOptions,
  shape: string | undefined,
): Promise<{ call: CallOptions; variants: InvalidVariant[] }> {
  const { body: message, bodyIsList } = operation;
  const call = await options.validCall(context, operation, shape);
  const valid = (bodyIsList ? (call.body as object[])[0] : call.body) as object;
  const variants = invalidVariantsOf(message!, valid)
    // The other parts of the message are the same for every shape.
    .filter(({ inUnion }) => shape === undefined || inUnion)
    .filter((variant) => !options.isUnspecified?.(operation, variant))
    .map((variant) => (bodyIsList ? { ...variant, message: [variant.message] } : variant));
  const unreadable = shape === undefined ? unreadableBodies(bodyIsList) : [];
  return { call, variants: [...variants, ...unreadable] };
}

/** Bodies that are not a message at all. */
function unreadableBodies(isList = false): InvalidVariant[] {
  return ['{', '"text"', '', ...(isList ? [] : ['[]'])].map((text) => ({
    description: text === '' ? 'no body' : `the body ${text}`,
    pointer: '',
    message: text,
    inUnion: false,
  }));
}

/** Sends every invalid variant of a query. */
export async function checkInvalidQueries(
  context: TestContext,
  operation: Operation,
  options: OperationTestOptions,
): Promise<void> {
  const call = await options.validCall(context, operation);
  const variants = invalidVariantsOf(operation.query!, call.query ?? {}).filter(isPossibleInQuery);
  await runConcurrently(variants, CONCURRENT_CALLS, async ({ description, pointer, message }) => {
    const entries = Object.entries(message as object).map(([name, value]) => [name, String(value)]);
    const query = Object.fromEntries(entries) as Record<string, string>;
    const exchange = await context.call({ ...call, query, probe: true });
    const variant = `?${pointer.slice(1)}: ${description}`;
    expectSchemaRejection(context, operation, options, exchange, { pointer: '', variant });
  });
}

/**
 * Every value of a query is text: null and a number instead of a string cannot be sent. An empty
 * parameter often means that there is none.
 */
function isPossibleInQuery({ description, message, pointer }: InvalidVariant): boolean {
  const value = (message as Record<string, unknown>)[pointer.slice(1)];
  return !['null', EMPTY_STRING].includes(description) && typeof value !== 'number';
}

function expectSchemaRejection(
  context: TestContext,
  operation: Operation,
  options: OperationTestOptions,
  exchange: Exchange,
  detail: ExpectationDetail,
): void {
  const { status, family } = operation.api.requirements.rejections.schema;
  const isInFamily = family?.statuses.includes(exchange.status) ?? false;
  const expected = isInFamily ? exchange.status : status;
  context.expectStatus(derivedRequirements(operation).schema, exchange, expected, detail);
  if (exchange.status === expected) options.checkSchemaRejection?.(context, exchange, detail);
}

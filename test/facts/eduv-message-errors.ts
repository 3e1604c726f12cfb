import { Ajv, type ValidateFunction } from 'ajv';
import { formats } from '../../src/platform/validation/formats.js';
import { deliveryFacts, orderFacts } from './edu-v.js';
import { jsonSchemaOf, type Facts } from './notation.js';

const ajv = new Ajv({ allErrors: true, strict: false });
for (const [name, { matches }] of Object.entries(formats)) ajv.addFormat(name, matches);

const schemasByPath: [path: string, facts: Facts, schema: string][] = [
  ['/creditorders/confirmations', orderFacts, 'CreditOrderConfirmation'],
  ['/deliveryorders/confirmations', deliveryFacts, 'DeliveryOrderConfirmation'],
  ['/orders/confirmations', orderFacts, 'OrderConfirmation'],
  ['/creditorders', orderFacts, 'CreditOrderRequest'],
  ['/deliveryorders', deliveryFacts, 'DeliveryOrderRequest'],
  ['/orders', orderFacts, 'OrderRequest'],
];
const validators = new Map<string, ValidateFunction>(
  schemasByPath.map(([path, facts, name]) => [path, ajv.compile(jsonSchemaOf(facts, name))]),
);

/** Errors of a message against the published schema of its path, with our relaxation of `oneOf` only. */
export function eduvMessageErrors({ path, body }: { path: string; body: unknown }): string[] {
  const [known] = schemasByPath.find(([one]) => path.endsWith(one)) ?? [];
  const validate = known === undefined ? undefined : validators.get(known);
  if (!validate || validate(body)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message }) => `${path} ${instancePath} ${message}`,
  );
}

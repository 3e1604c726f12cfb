import type { Type as Class } from '@nestjs/common';
import {
  compileValidator,
  undeclaredFields,
  type SchemaError,
} from '../../platform/validation/schema.js';
import { problemDetails } from '../../platform/errors/problem-details.js';

/** What testers write into a collection, and under which of its fields. */
export interface ItemType<Item extends object> {
  of: Class<Item>;
  /** The field that is the id. */
  id: keyof Item & string;
  /** The case of the letters of an id does not matter. */
  anyCase?: boolean;
}

type Validator = (item: unknown) => SchemaError[];
const validators = new Map<Class, Validator>();

/**
 * An item as it was given, or the problem that it is none; where the id is said apart, the item has that one. What came
 * over the wire in the item `before` may have fields that nobody declares: those can be written again.
 */
export function validateItem<Item extends object>(
  { of, id: field, anyCase = false }: ItemType<Item>,
  given: object,
  { id, before }: { id: string | undefined; before: object | undefined },
): Item {
  const item = { ...(id !== undefined && { [field]: id }), ...given } as Item;
  const faults = validatorFor(of)(item);
  const there = new Set(before ? undeclaredFields(of, before) : []);
  for (const path of undeclaredFields(of, item)) {
    if (!there.has(path)) faults.push({ path, expected: 'no such field', seen: 'a field' });
  }
  const named: unknown = item[field];
  const key = (text: string): string => (anyCase ? text.toLowerCase() : text);
  if (id !== undefined && typeof named === 'string' && key(named) !== key(id))
    faults.push({ path: `/${field}`, expected: id, seen: named });
  if (faults.length > 0) throw problemDetails.schemaIncorrect(faults);
  return item;
}

function validatorFor(of: Class): Validator {
  let finder = validators.get(of);
  if (!finder) validators.set(of, (finder = compileValidator(of)));
  return finder;
}

import type { Type as Class } from '@nestjs/common';
import { validatorOf, undeclaredFields } from '../../platform/validation/schema.js';
import { problemDetails } from '../../platform/errors/problem-details.js';

/** Type of the items of a collection. */
export interface ItemType<Item extends object> {
  of: Class<Item>;
  /** Name of the id field. */
  id: keyof Item & string;
  /** True: ids are compared case-insensitively. */
  anyCase?: boolean;
}

/**
 * Validates an item and returns it; throws a `Problem` when it is invalid. An `id` from the path must match the item, and
 * is added when the item has none. Undeclared fields are accepted only where the item `before` has them from the wire.
 */
export function validateItem<Item extends object>(
  { of, id: field, anyCase = false }: ItemType<Item>,
  given: object,
  { id, before }: { id: string | undefined; before: object | undefined },
): Item {
  const item = { ...(id !== undefined && { [field]: id }), ...given } as Item;
  const errors = validatorOf(of)(item);
  const there = new Set(before ? undeclaredFields(of, before) : []);
  for (const path of undeclaredFields(of, item)) {
    if (!there.has(path)) errors.push({ path, expected: 'no such field', seen: 'a field' });
  }
  const named: unknown = item[field];
  const key = (text: string): string => (anyCase ? text.toLowerCase() : text);
  if (id !== undefined && typeof named === 'string' && key(named) !== key(id))
    errors.push({ path: `/${field}`, expected: id, seen: named });
  if (errors.length > 0) throw problemDetails.schemaIncorrect(errors);
  return item;
}

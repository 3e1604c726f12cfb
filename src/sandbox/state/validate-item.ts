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

type Finder = (item: unknown) => SchemaError[];
const finders = new Map<Class, Finder>();

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
  const errors = finderOf(of)(item);
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

function finderOf(of: Class): Finder {
  let finder = finders.get(of);
  if (!finder) finders.set(of, (finder = compileValidator(of)));
  return finder;
}

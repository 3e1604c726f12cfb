import type { Type as Class } from '@nestjs/common';
import type { Operation } from '../../../platform/api/operation.js';
import { fieldsOf } from '../../../platform/validation/fields.js';
import type { InvalidVariant } from '../../runner/invalid-variants.js';

/** True for `null` in an optional field: no page of Bokbasen says what it means. */
export function isNullOfOptionalField(
  { body, bodyIsList }: Operation,
  { description, pointer }: InvalidVariant,
): boolean {
  if (description !== 'null' || !body) return false;
  const path = pointer.split('/').slice(1);
  return isOptional(body, bodyIsList && /^\d+$/.test(path[0] ?? '') ? path.slice(1) : path);
}

function isOptional(message: Class, [name, ...rest]: readonly string[]): boolean {
  const field = fieldsOf(message).find((one) => one.name === name);
  if (!field) return false;
  const inner = rest.filter((part) => !/^\d+$/.test(part));
  if (inner.length === 0) return !field.required;
  const type = field.of?.();
  return type !== undefined && isOptional(type, inner);
}

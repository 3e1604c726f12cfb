import { CustomType } from '../../platform/validation/fields.js';
import type { SchemaError } from '../../platform/validation/schema.js';

/**
 * Field with a name that descriptors define. The document lists the names by a placeholder; the controller checks the
 * value, because it knows the descriptors.
 */
export function DescribedName(
  description: string,
  placeholders: { values: string; example: string },
): PropertyDecorator {
  const { values, example } = placeholders;
  return CustomType(
    (value) => typeof value === 'string',
    'string',
    { type: 'string', enum: [values], example },
    description,
  );
}

/** The error of a name that is not one of the known ones; none for an absent name. */
export function unknownName(
  path: string,
  seen: string | undefined,
  known: readonly string[],
): SchemaError[] {
  if (seen === undefined || known.includes(seen)) return [];
  return [{ path, expected: `one of ${[...new Set(known)].join(', ')}`, seen }];
}

import type { Type as Class } from '@nestjs/common';
import { faultFinder, undeclaredFields } from '../contract/schema.js';
import { problemDetails } from '../problem/problem-details.js';

/** What a tester writes under an id: an item of that class, which has no other id. */
export function judgeOfItems<Item extends { id: string }>(
  of: Class<Item>,
  { anyCase = false } = {},
): (id: string, given: object) => Item {
  const faultsOf = faultFinder(of);
  const key = (text: string): string => (anyCase ? text.toLowerCase() : text);
  return (id, given) => {
    const item = { id, ...given } as Item;
    const faults = faultsOf(item);
    for (const path of undeclaredFields(of, item))
      faults.push({ path, expected: 'no such field', seen: 'a field' });
    const named: unknown = item.id;
    if (typeof named === 'string' && key(named) !== key(id))
      faults.push({ path: '/id', expected: id, seen: named });
    if (faults.length > 0) throw problemDetails.schemaIncorrect(faults);
    return item;
  };
}

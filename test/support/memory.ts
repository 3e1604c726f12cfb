import { EventEmitter } from 'node:events';

/** Whether something that an object holds names a text, without what other objects of `borders` hold. */
export function mentions(root: object, text: string, borders: ReadonlySet<unknown>): boolean {
  const visited = new Set<unknown>([root]);
  const queue: unknown[] = childrenOf(root);
  for (let value = queue.pop(); queue.length > 0 || value !== undefined; value = queue.pop()) {
    if (typeof value === 'string' && value.includes(text)) return true;
    if (typeof value !== 'object' || value === null) continue;
    // Sockets and servers have what went through them.
    if (visited.has(value) || borders.has(value) || value instanceof EventEmitter) continue;
    visited.add(value);
    queue.push(...childrenOf(value));
  }
  return false;
}

function childrenOf(value: object): unknown[] {
  const inside = ArrayBuffer.isView(value)
    ? []
    : Object.values(Object.getOwnPropertyDescriptors(value)).map(
        ({ value: own }) => own as unknown,
      );
  if (value instanceof Map) inside.push(...value.keys(), ...value.values());
  if (value instanceof Set) inside.push(...value);
  return inside.filter((one) => one !== undefined && one !== null);
}

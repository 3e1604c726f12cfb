/**
 * Value of an own property; undefined: there is none. A plain `table[name]` with a name from a request also finds what
 * every object inherits, for example `constructor`.
 */
export function ownValue<Value>(
  table: Readonly<Record<string, Value>> | undefined,
  name: string,
): Value | undefined {
  return table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}

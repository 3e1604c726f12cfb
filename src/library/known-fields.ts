/** Length of the beginning that two similar names share. */
const BEGINNING = 2;

/** Throws an error of one line for a field that is not one of `known`, which JavaScript would ignore. */
export function assertKnownFields(kind: string, value: object, known: readonly string[]): void {
  const unknown = Object.keys(value).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const beginning = unknown.slice(0, BEGINNING).toLowerCase();
  const similar = known.filter((name) => name.startsWith(beginning)).join(' or ');
  const question = similar === '' ? '' : ` Did you mean ${similar}?`;
  throw new TypeError(
    `There is no field ${unknown} in ${kind}.${question} The fields are ${known.join(', ')}.`,
  );
}

/** Names of all fields of an object type. */
export function fieldsOf<Type extends object>(fields: Record<keyof Type, true>): string[] {
  return Object.keys(fields);
}

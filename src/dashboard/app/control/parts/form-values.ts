/** Text of a field; undefined if it is empty or absent. */
export function textOf(fields: FormData, name: string): string | undefined {
  const value = fields.get(name);
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? undefined : text;
}

/** Text of a field that the form requires. */
export const requiredText = (fields: FormData, name: string): string => textOf(fields, name) ?? '';

export function numberOf(fields: FormData, name: string): number | undefined {
  const text = textOf(fields, name);
  return text === undefined ? undefined : Number(text);
}

/** Time of a field of type `datetime-local`, which is in UTC here. */
export function instantOf(fields: FormData, name: string): string | undefined {
  const text = textOf(fields, name);
  return text === undefined ? undefined : new Date(`${text}Z`).toISOString();
}

/** Value for a field of type `datetime-local`. */
export const localValueOf = (instant: string): string =>
  new Date(instant).toISOString().slice(0, 19);

/** File of a field; undefined if none was chosen. */
export const fileOf = (fields: FormData, name: string): File | undefined => {
  const value = fields.get(name);
  return value instanceof File && value.size > 0 ? value : undefined;
};

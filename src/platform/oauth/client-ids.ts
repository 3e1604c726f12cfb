const ID_FIELDS = ['clientId', 'client'];
const ID_LIST_FIELD = 'clients';

/** Copies a value with renamed client ids, at every depth. Other values stay unchanged. */
export function renameClients<Value>(value: Value, rename: (clientId: string) => string): Value {
  const renamed = (item: unknown): unknown => (typeof item === 'string' ? rename(item) : item);
  const field = (name: string, value: unknown): unknown => {
    if (ID_FIELDS.includes(name) && typeof value === 'string') return rename(value);
    if (name === ID_LIST_FIELD && Array.isArray(value)) return value.map(renamed).map(inside);
    return inside(value);
  };
  const inside = (item: unknown): unknown => {
    if (typeof item !== 'object' || item === null) return item;
    if (Array.isArray(item)) return item.map(inside);
    return Object.fromEntries(
      Object.entries(item).map(([name, value]) => [name, field(name, value)]),
    );
  };
  return inside(value) as Value;
}

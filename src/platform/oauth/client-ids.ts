const ID_FIELDS = ['clientId', 'client'];
const ID_LIST_FIELD = 'clients';

/** Copies a value with renamed client ids, at every depth. Other values stay unchanged. */
export function renameClients<Value>(value: Value, rename: (clientId: string) => string): Value {
  const renamed = (item: unknown): unknown => (typeof item === 'string' ? rename(item) : item);
  const field = (name: string, content: unknown): unknown => {
    if (ID_FIELDS.includes(name) && typeof content === 'string') return rename(content);
    if (name === ID_LIST_FIELD && Array.isArray(content)) return content.map(renamed).map(inside);
    return inside(content);
  };
  const inside = (item: unknown): unknown => {
    if (typeof item !== 'object' || item === null) return item;
    if (Array.isArray(item)) return item.map(inside);
    return Object.fromEntries(
      Object.entries(item).map(([name, content]) => [name, field(name, content)]),
    );
  };
  return inside(value) as Value;
}

const ID_FIELDS = ['clientId', 'client'];
const ID_LIST_FIELD = 'clients';

/** Copies a value with renamed client ids, at every depth. Other values stay unchanged. */
export function renameClients<Value>(value: Value, rename: (clientId: string) => string): Value {
  const renamed = (one: unknown): unknown => (typeof one === 'string' ? rename(one) : one);
  const field = (name: string, held: unknown): unknown => {
    if (ID_FIELDS.includes(name) && typeof held === 'string') return rename(held);
    if (name === ID_LIST_FIELD && Array.isArray(held)) return held.map(renamed).map(inside);
    return inside(held);
  };
  const inside = (one: unknown): unknown => {
    if (typeof one !== 'object' || one === null) return one;
    if (Array.isArray(one)) return one.map(inside);
    return Object.fromEntries(Object.entries(one).map(([name, held]) => [name, field(name, held)]));
  };
  return inside(value) as Value;
}

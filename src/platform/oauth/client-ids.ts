const ONE = ['clientId', 'client'];
const SEVERAL = 'clients';

/** A value with other client ids in the fields that hold them, at any depth; all else stays as it is. */
export function withClientsOf<Value>(value: Value, rename: (clientId: string) => string): Value {
  const renamed = (one: unknown): unknown => (typeof one === 'string' ? rename(one) : one);
  const field = (name: string, held: unknown): unknown => {
    if (ONE.includes(name) && typeof held === 'string') return rename(held);
    if (name === SEVERAL && Array.isArray(held)) return held.map(renamed).map(inside);
    return inside(held);
  };
  const inside = (one: unknown): unknown => {
    if (typeof one !== 'object' || one === null) return one;
    if (Array.isArray(one)) return one.map(inside);
    return Object.fromEntries(Object.entries(one).map(([name, held]) => [name, field(name, held)]));
  };
  return inside(value) as Value;
}

import type { Contract } from '../kernel/contract/operation.js';
import type { Requirement } from '../kernel/contract/requirement.js';

/** What to do so that a requirement is judged; the party that is judged, where it is known. */
export function adviceOn(
  { over, who, when, told }: Requirement,
  contract: Contract,
  party: string | undefined,
): string {
  const operations = over.flatMap((name) => contract.operations[name] ?? []);
  const calls = operations.map(({ method, path }) => `${method} ${path}`).join(', ');
  const called = [...new Set(operations.map(({ servedBy }) => servedBy))];
  const isServer = who.some((one) => one.endsWith(' server'));
  if (isServer) {
    const role = party ?? who[0]?.split(' ')[0] ?? '';
    const runner = `ketenlab conformance --role ${role} --target <your base URL>`;
    return told
      ? `Run \`${runner}\``
      : `Let the sandbox call you: ${calls} (PUT …/partners/${role}), or run \`${runner}\``;
  }
  const how = `Call ${calls} at the sandbox's ${called.join(' or ')}`;
  if (when) return `${how}, with a message of which this can be said`;
  return told ? `${how}; it shows when there was something before: a request, or a repeat` : how;
}

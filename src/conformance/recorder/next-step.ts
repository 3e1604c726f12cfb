import type { Api } from '../../platform/api/operation.js';
import type { Requirement } from '../../platform/requirements/requirement.js';

/**
 * The advice for a requirement that was not tested yet. `party` is the tested party, where it is
 * known.
 */
export function nextStepFor(
  { operations: names, actors, appliesTo, stateful, nextStep }: Requirement,
  api: Api,
  party: string | undefined,
): string {
  if (nextStep !== undefined) return nextStep;
  const operations = names.flatMap((name) => api.operations[name] ?? []);
  const calls = operations.map(({ method, path }) => `${method} ${path}`).join(', ');
  const called = [...new Set(operations.map(({ servedBy }) => servedBy))];
  const isServer = actors.some((one) => one.endsWith(' server'));
  if (isServer) {
    const role = party ?? actors[0]?.split(' ')[0] ?? '';
    const runner = `ketenlab conformance --role ${role} --target <your base URL>`;
    return stateful
      ? `Run \`${runner}\``
      : `Let the sandbox call you: ${calls} (PUT …/partners/${role}), or run \`${runner}\``;
  }
  const how = `Call ${calls} at the sandbox's ${called.join(' or ')}`;
  if (appliesTo) return `${how}, with a message to which the requirement applies`;
  return stateful ? `${how}; to test it, send a related message first, or repeat one` : how;
}

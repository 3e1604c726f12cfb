import { partiesOf } from '../../platform/api/derived-requirements.js';
import type { Api, Operation } from '../../platform/api/operation.js';
import { isSentBySandbox } from '../../platform/api/sent-operations.js';
import type { Requirement } from '../../platform/requirements/requirement.js';
import { ownValue } from '../../platform/validation/own-value.js';

/**
 * The advice for a requirement that was not tested yet. `party` is the tested party, where it is
 * known. The runner tests every party that has a server; a party that only calls has to call.
 */
export function nextStepFor(requirement: Requirement, api: Api, party: string | undefined): string {
  if (requirement.nextStep !== undefined) return requirement.nextStep;
  const operations = requirement.operations.flatMap((name) => ownValue(api.operations, name) ?? []);
  const parties = party === undefined ? partiesOf(requirement) : [party];
  const server = parties.find((one) => servesAny(one, api));
  const isServer = requirement.actors.some((one) => one.endsWith(' server'));
  if (server === undefined) return callAdvice(requirement, operations);
  const run = `Run \`ketenlab conformance --role ${server} --target <your base URL>\``;
  if (requirement.stateful) return run;
  if (!isServer) return `${run}, or: ${callAdvice(requirement, operations)}`;
  const sent = operations.filter(isSentBySandbox);
  return sent.length === 0
    ? run
    : `${run}, or let the sandbox call you: ${describeCalls(sent)} (PUT …/partners/${server})`;
}

function servesAny(party: string, { operations }: Api): boolean {
  return Object.values(operations).some(({ servedBy }) => servedBy === party);
}

function callAdvice(
  { appliesTo, stateful }: Requirement,
  operations: readonly Operation[],
): string {
  const called = [...new Set(operations.map(({ servedBy }) => servedBy))];
  const call = `Call ${describeCalls(operations)} at the sandbox's ${called.join(' or ')}`;
  if (appliesTo) return `${call}, with a message to which the requirement applies`;
  return stateful ? `${call}; to test it, send a related message first, or repeat one` : call;
}

function describeCalls(operations: readonly Operation[]): string {
  return operations.map(({ method, path }) => `${method} ${path}`).join(', ');
}

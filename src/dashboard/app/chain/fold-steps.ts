import type { Step } from './chain-api.js';

/** A step, and for a call between two roles of Ketenlab the same call as the other role received it. */
export interface Entry {
  step: Step;
  received?: Step;
}

/** Makes one entry of the two exchanges of a call between two roles of Ketenlab. */
export function foldSteps(steps: readonly Step[]): Entry[] {
  const taken = new Set<Step>();
  return steps.flatMap((step, index): Entry[] => {
    if (taken.has(step)) return [];
    const received = isOwnCall(step, 'outbound')
      ? steps
          .slice(index + 1)
          .find(
            (other) =>
              isOwnCall(other, 'inbound') &&
              !taken.has(other) &&
              other.operation === step.operation &&
              other.to === step.to,
          )
      : undefined;
    if (!received) return [{ step }];
    taken.add(received);
    return [{ step, received }];
  });
}

function isOwnCall({ kind, peer, direction }: Step, wanted: string): boolean {
  return kind === 'exchange' && peer === 'sandbox' && direction === wanted;
}

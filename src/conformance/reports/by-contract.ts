import type { Judged } from '../report.js';

/** The requirements of one contract. */
export interface OfContract {
  contract: string;
  requirements: Judged[];
}

/** The requirements by their contract, in the order in which they come. */
export function byContract(requirements: readonly Judged[]): OfContract[] {
  const groups = new Map<string, OfContract>();
  for (const one of requirements) {
    const { contract } = one;
    const group = groups.get(contract) ?? { contract, requirements: [] };
    groups.set(contract, group);
    group.requirements.push(one);
  }
  return [...groups.values()];
}

import { Inject, Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { Contract, Operation } from '../kernel/contract/operation.js';
import { judged, type Judgement } from '../kernel/contract/judgement.js';
import { requirementsOf } from '../kernel/contract/duties.js';
import type { Requirement } from '../kernel/contract/requirement.js';
import { ROLES, type Role } from '../kernel/contract/role.js';

/** A requirement, and the contract that asks it. */
export interface Asking {
  requirement: Requirement;
  contract: Contract;
  /** That it was met: the same each time. */
  met: Judgement;
}

/** What a message of an operation shows of who sends it. */
interface Shown {
  always: Judgement[];
  /** Where it says something that can be judged by it. */
  sometimes: Judgement[];
}

/** Everything that the contracts of the served roles ask. */
@Injectable()
export class Catalogue {
  readonly all: readonly Asking[];
  private readonly byId: ReadonlyMap<string, Asking>;
  private readonly operations = new Map<string, Operation>();
  private readonly shown = new Map<string, Shown>();

  constructor(@Inject(ROLES) roles: Role[]) {
    const contracts = [...new Set(roles.flatMap((role) => role.contracts))];
    this.all = askingsOf(contracts);
    this.byId = new Map(this.all.map((asking) => [asking.requirement.id, asking]));
    for (const { operations } of contracts) {
      for (const operation of Object.values(operations))
        this.operations.set(operation.name, operation);
    }
    for (const name of this.operations.keys()) this.shown.set(name, shownAt(name, this.all));
  }

  find(id: string): Asking | undefined {
    return this.byId.get(id);
  }

  operation(name: string | undefined): Operation | undefined {
    return name === undefined ? undefined : this.operations.get(name);
  }

  /** What a message of that operation that was taken shows of who sent it. */
  shownBy(operation: string): Shown {
    return this.shown.get(operation) ?? { always: [], sometimes: [] };
  }
}

/** What those contracts ask, in their order. */
export function askingsOf(contracts: readonly Contract[]): Asking[] {
  return contracts.flatMap((contract) =>
    requirementsOf(contract).map((requirement) => ({
      requirement,
      contract,
      met: judged(requirement),
    })),
  );
}

/** SHA-256 of what is asked, in hex: a report says by it which catalogue it judged by. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

function shownAt(operation: string, askings: readonly Asking[]): Shown {
  const met = askings
    .filter(({ requirement }) => isAskedOfClients(requirement, operation) && !requirement.told)
    .map((asking) => asking.met);
  return {
    always: met.filter(({ requirement }) => !requirement.when),
    sometimes: met.filter(({ requirement }) => requirement.when),
  };
}

function isAskedOfClients({ over, who, excused }: Requirement, operation: string): boolean {
  return !excused && over.includes(operation) && who.some((one) => one.endsWith(' client'));
}

import { Inject, Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { Contract, Operation } from '../kernel/contract/operation.js';
import { requirementsOf } from '../kernel/contract/duties.js';
import type { Requirement } from '../kernel/contract/requirement.js';
import { ROLES, type Role } from '../kernel/contract/role.js';

/** A requirement, and the contract that asks it. */
export interface Asking {
  requirement: Requirement;
  contract: Contract;
}

/** Everything that the contracts of the served roles ask. */
@Injectable()
export class Catalogue {
  readonly all: readonly Asking[];
  private readonly byId: ReadonlyMap<string, Asking>;
  private readonly operations = new Map<string, Operation>();
  private readonly askedOfClients = new Map<string, Requirement[]>();

  constructor(@Inject(ROLES) roles: Role[]) {
    const contracts = [...new Set(roles.flatMap((role) => role.contracts))];
    this.all = askingsOf(contracts);
    this.byId = new Map(this.all.map((asking) => [asking.requirement.id, asking]));
    for (const { operations } of contracts) {
      for (const operation of Object.values(operations))
        this.operations.set(operation.name, operation);
    }
    for (const name of this.operations.keys()) {
      const asked = this.all.map(({ requirement }) => requirement);
      this.askedOfClients.set(
        name,
        asked.filter((one) => isAskedOfClients(one, name)),
      );
    }
  }

  find(id: string): Asking | undefined {
    return this.byId.get(id);
  }

  operation(name: string | undefined): Operation | undefined {
    return name === undefined ? undefined : this.operations.get(name);
  }

  /** What a message of that operation asks of who sends it, and that the message shows. */
  shownBy(operation: string): readonly Requirement[] {
    return this.askedOfClients.get(operation) ?? [];
  }
}

/** What those contracts ask, in their order. */
export function askingsOf(contracts: readonly Contract[]): Asking[] {
  return contracts.flatMap((contract) =>
    requirementsOf(contract).map((requirement) => ({ requirement, contract })),
  );
}

/** SHA-256 of what is asked, in hex: a report says by it which catalogue it judged by. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

function isAskedOfClients({ over, who, excused }: Requirement, operation: string): boolean {
  return !excused && over.includes(operation) && who.some((one) => one.endsWith(' client'));
}

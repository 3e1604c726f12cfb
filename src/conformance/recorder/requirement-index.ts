import { Inject, Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { Api, Operation } from '../../platform/api/operation.js';
import { resultOf, type CheckResult } from '../../platform/requirements/check-result.js';
import { requirementsOf } from '../../platform/api/derived-requirements.js';
import type { Requirement } from '../../platform/requirements/requirement.js';
import { ROLES } from '../../platform/api/served-role.js';
import type { RoleDescriptor } from '../../apis/descriptor.js';

/** A requirement, and the contract that asks it. */
export interface CatalogueEntry {
  requirement: Requirement;
  api: Api;
  /** That it was met: the same each time. */
  met: CheckResult;
}

/** What a message of an operation shows of who sends it. */
interface Shown {
  always: CheckResult[];
  /** Where it says something that can be judged by it. */
  sometimes: CheckResult[];
}

/** Everything that the contracts of the served roles ask. */
@Injectable()
export class RequirementCatalogue {
  readonly all: readonly CatalogueEntry[];
  private readonly byId: ReadonlyMap<string, CatalogueEntry>;
  private readonly operations = new Map<string, Operation>();
  private readonly shown = new Map<string, Shown>();

  constructor(@Inject(ROLES) roles: RoleDescriptor[]) {
    const apis = [...new Set(roles.flatMap((role) => role.apis))];
    this.all = catalogueEntriesOf(apis);
    this.byId = new Map(this.all.map((asking) => [asking.requirement.id, asking]));
    for (const { operations } of apis) {
      for (const operation of Object.values(operations))
        this.operations.set(operation.name, operation);
    }
    for (const name of this.operations.keys()) this.shown.set(name, shownAt(name, this.all));
  }

  find(id: string): CatalogueEntry | undefined {
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
export function catalogueEntriesOf(apis: readonly Api[]): CatalogueEntry[] {
  return apis.flatMap((api) =>
    requirementsOf(api).map((requirement) => ({
      requirement,
      api,
      met: resultOf(requirement),
    })),
  );
}

/** SHA-256 of what is asked, in hex: a report says by it which catalogue it judged by. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

function shownAt(operation: string, askings: readonly CatalogueEntry[]): Shown {
  const met = askings
    .filter(({ requirement }) => isAskedOfClients(requirement, operation) && !requirement.stateful)
    .map((asking) => asking.met);
  return {
    always: met.filter(({ requirement }) => !requirement.appliesTo),
    sometimes: met.filter(({ requirement }) => requirement.appliesTo),
  };
}

function isAskedOfClients(
  { operations, actors, notTestedReason }: Requirement,
  operation: string,
): boolean {
  return (
    !notTestedReason &&
    operations.includes(operation) &&
    actors.some((one) => one.endsWith(' client'))
  );
}

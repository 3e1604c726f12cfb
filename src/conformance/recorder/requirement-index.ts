import { Inject, Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { Api, Operation } from '../../platform/api/operation.js';
import { resultOf, type CheckResult } from '../../platform/requirements/check-result.js';
import { requirementsOf } from '../../platform/api/derived-requirements.js';
import { Operations, operationKey } from '../../platform/api/operations.js';
import type { Exchange } from '../../platform/journal/exchange.js';
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
  private readonly shown: ReadonlyMap<string, Shown>;

  constructor(
    @Inject(ROLES) roles: RoleDescriptor[],
    private readonly operations: Operations,
  ) {
    const apis = [...new Set(roles.flatMap((role) => role.apis))];
    this.all = catalogueEntriesOf(apis);
    this.byId = new Map(this.all.map((asking) => [asking.requirement.id, asking]));
    this.shown = new Map(
      operations.all.map((operation) => [operationKey(operation), shownAt(operation, this.all)]),
    );
  }

  find(id: string): CatalogueEntry | undefined {
    return this.byId.get(id);
  }

  /** The operation of an exchange; undefined: it belongs to none. */
  operationOf({ api, operation }: Pick<Exchange, 'api' | 'operation'>): Operation | undefined {
    return this.operations.find(api, operation);
  }

  /** What a message of that operation that was taken shows of who sent it. */
  shownBy(operation: Operation): Shown {
    return this.shown.get(operationKey(operation)) ?? { always: [], sometimes: [] };
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

function shownAt({ api, name }: Operation, entries: readonly CatalogueEntry[]): Shown {
  const met = entries
    .filter((entry) => entry.api === api)
    .filter(({ requirement }) => isAskedOfClients(requirement, name) && !requirement.stateful)
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

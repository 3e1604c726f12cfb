import { Inject, Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { Api, CallerTraits, Operation } from '../../platform/api/operation.js';
import { pass, type CheckResult } from '../../platform/requirements/check-result.js';
import { partiesOf, requirementsOf } from '../../platform/api/derived-requirements.js';
import { Operations, operationKey } from '../../platform/api/operations.js';
import type { Exchange } from '../../platform/journal/exchange.js';
import type { Requirement } from '../../platform/requirements/requirement.js';
import { ROLES } from '../../platform/api/served-role.js';
import type { RoleDescriptor } from '../../apis/descriptor.js';

/** A requirement of an API. */
export interface CatalogueEntry {
  requirement: Requirement;
  api: Api;
  /** Its result without violations, made once because most exchanges use it. */
  passed: CheckResult;
}

/** Results that an accepted message of an operation shows without a check. */
interface PassiveResults {
  always: CheckResult[];
  /** Results of requirements that apply to some messages only. */
  sometimes: CheckResult[];
}

/** The requirements of all APIs of the served roles, by id and by operation. */
@Injectable()
export class RequirementCatalogue {
  readonly all: readonly CatalogueEntry[];
  /** Names of the parties that have requirements. */
  readonly parties: readonly string[];
  private readonly byId: ReadonlyMap<string, CatalogueEntry>;
  private readonly passiveByOperation: ReadonlyMap<string, PassiveResults>;

  constructor(
    @Inject(ROLES) roles: RoleDescriptor[],
    private readonly operations: Operations,
  ) {
    const apis = [...new Set(roles.flatMap((role) => role.apis))];
    this.all = catalogueEntriesOf(apis);
    this.parties = [...new Set(this.all.flatMap(({ requirement }) => partiesOf(requirement)))];
    this.byId = new Map(this.all.map((entry) => [entry.requirement.id, entry]));
    this.passiveByOperation = new Map(
      operations.all.map((operation) => [
        operationKey(operation),
        passiveResultsOf(operation, this.all),
      ]),
    );
  }

  find(id: string): CatalogueEntry | undefined {
    return this.byId.get(id);
  }

  /** The operation of an exchange; undefined when it has none. */
  operationOf({ api, operation }: Pick<Exchange, 'api' | 'operation'>): Operation | undefined {
    return this.operations.find(api, operation);
  }

  /** The parties that may call the operations of a role. */
  callersAt(role: string, caller: CallerTraits): readonly string[] {
    const served = this.operations.all.filter(({ servedBy }) => servedBy === role);
    const callers = served.flatMap(
      (operation) => operation.api.requirements.callersOf?.(operation, caller) ?? [],
    );
    return [...new Set(callers)];
  }

  /** The results that an accepted message of that operation shows about its sender. */
  passiveResults(operation: Operation): PassiveResults {
    return this.passiveByOperation.get(operationKey(operation)) ?? { always: [], sometimes: [] };
  }
}

/** The requirements of those APIs, in their order. */
export function catalogueEntriesOf(apis: readonly Api[]): CatalogueEntry[] {
  return apis.flatMap((api) =>
    requirementsOf(api).map((requirement) => ({
      requirement,
      api,
      passed: pass(requirement),
    })),
  );
}

/** SHA-256 of a value as hex. By it a report identifies its catalogue and its configuration. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

function passiveResultsOf(
  { api, name }: Operation,
  entries: readonly CatalogueEntry[],
): PassiveResults {
  const results = entries
    .filter((entry) => entry.api === api)
    .filter(({ requirement }) => isClientRequirement(requirement, name) && !requirement.stateful)
    .map((entry) => entry.passed);
  return {
    always: results.filter(({ requirement }) => !requirement.appliesTo),
    sometimes: results.filter(({ requirement }) => requirement.appliesTo),
  };
}

function isClientRequirement(
  { operations, actors, notTestedReason }: Requirement,
  operation: string,
): boolean {
  return (
    !notTestedReason &&
    operations.includes(operation) &&
    actors.some((one) => one.endsWith(' client'))
  );
}

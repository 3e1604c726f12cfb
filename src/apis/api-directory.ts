import { Inject, Injectable } from '@nestjs/common';
import type { PartnerBaseUrl } from '../platform/api/operation.js';
import {
  KNOWN_ROLES,
  type ApiDescriptor,
  type CollectionDescriptor,
  type RoleDescriptor,
} from './descriptor.js';

/** The APIs and roles that can be served, by the names under which the control API knows them. */
@Injectable()
export class ApiDirectory {
  readonly apis: readonly ApiDescriptor[];
  /** Every collection, in the order in which a seed is written: what refers to another comes behind it. */
  readonly collections: ReadonlyMap<string, CollectionDescriptor>;

  constructor(@Inject(KNOWN_ROLES) readonly roles: readonly RoleDescriptor[]) {
    this.apis = [...new Set(roles.flatMap(({ apis }) => apis))];
    this.collections = collectionsOf(this.apis);
  }

  /** Collections in the order of a seed; those that no descriptor names come last. */
  sortCollections(names: readonly string[]): string[] {
    const order = [...this.collections.keys()];
    const known = order.filter((name) => names.includes(name));
    return [...known, ...names.filter((name) => !this.collections.has(name))];
  }

  get roleNames(): string[] {
    return this.roles.map(({ name }) => name);
  }

  /** Roles to which the sandbox sends: an API of several parties has others that call them. */
  get receivingRoles(): string[] {
    return this.roles
      .filter(({ apis }) => apis.some(({ parties }) => Object.keys(parties).length > 1))
      .map(({ name }) => name);
  }

  /** Names of all operations, those of the token endpoints last. */
  get operationNames(): string[] {
    const tokens = this.roles.flatMap(({ family }) => family.tokenOperations);
    return [
      ...new Set([...this.apis.flatMap(({ operations }) => Object.keys(operations)), ...tokens]),
    ];
  }

  /** Names under which APIs have scenarios. */
  get scenarioApis(): string[] {
    return [...new Set(this.roles.flatMap(({ scenarios }) => scenarios.map(({ api }) => api)))];
  }

  /** Names under which orders can be generated. */
  get generators(): string[] {
    return this.apis.flatMap(({ control }) => control.generator ?? []);
  }

  get partnerBaseUrls(): PartnerBaseUrl[] {
    return this.apis.flatMap(({ partnerBaseUrl }) => partnerBaseUrl ?? []);
  }
}

/** The collections of those APIs: the reference data of all of them before the orders of all of them. */
function collectionsOf(apis: readonly ApiDescriptor[]): ReadonlyMap<string, CollectionDescriptor> {
  const all = apis.map(({ control }) => control.collections);
  return new Map([
    ...all.flatMap(({ reference = {} }) => Object.entries(reference)),
    ...all.flatMap(({ orders }) => Object.entries(orders)),
  ]);
}

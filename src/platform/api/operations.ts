import { Inject, Injectable } from '@nestjs/common';
import type { Operation } from './operation.js';
import { ROLES, type ServedRole } from './served-role.js';

/** Identity of an operation, for example `some-api/acceptOrder`: two APIs may have an operation of the same name. */
export function operationKey({ api, name }: Operation): string {
  return keyOf(api.name, name);
}

/** The name of an operation from its key, or from a row that holds the name alone. */
export function operationNameOf(stored: string): string {
  return stored.slice(stored.indexOf('/') + 1);
}

function keyOf(api: string, name: string): string {
  return `${api}/${name}`;
}

/** The operations of all APIs in which a served role takes part. */
@Injectable()
export class Operations {
  readonly all: readonly Operation[];
  private readonly byKey: ReadonlyMap<string, Operation>;

  constructor(@Inject(ROLES) roles: ServedRole[]) {
    const apis = new Set(roles.flatMap((role) => role.apis));
    this.all = [...apis].flatMap((api) => Object.values(api.operations));
    this.byKey = new Map(this.all.map((operation) => [operationKey(operation), operation]));
  }

  /** Undefined: no served role takes part in the API, or the API has no operation of that name. */
  find(api: string | undefined, name: string | undefined): Operation | undefined {
    if (api === undefined || name === undefined) return undefined;
    return this.byKey.get(keyOf(api, name));
  }

  /**
   * The operation of a stored row. Rows of earlier versions hold a name without its API: of those, the operation that
   * the receiving role serves.
   */
  findStored(stored: string, servedBy: string): Operation | undefined {
    return (
      this.byKey.get(stored) ??
      this.all.find((operation) => operation.name === stored && operation.servedBy === servedBy)
    );
  }
}

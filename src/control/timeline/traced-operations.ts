import { Injectable } from '@nestjs/common';
import { ApiDirectory } from '../../apis/api-directory.js';
import type { ApiDescriptor } from '../../apis/descriptor.js';
import type { Operation } from '../../platform/api/operation.js';
import { ownValue } from '../../platform/validation/own-value.js';

/** Operations and collections by the names that are stored with exchanges and items. */
@Injectable()
export class TracedOperations {
  private readonly apis: readonly ApiDescriptor[];

  constructor({ apis }: ApiDirectory) {
    this.apis = apis;
  }

  /** The operation of a name; of several, the one that the role serves or calls. */
  find(name: string | null, role: string | null): Operation | undefined {
    const all = this.apis.flatMap(({ operations }): Operation[] => {
      const operation = ownValue(operations, name ?? '');
      return operation ? [operation] : [];
    });
    return all.find(({ api }) => Object.hasOwn(api.parties, role ?? '')) ?? all[0];
  }

  /** Fields with the status of an order in the messages of an operation. */
  statusFieldsOf(operation: Operation | undefined): readonly string[] {
    return this.apis.find(({ name }) => name === operation?.api.name)?.control.trace.statuses ?? [];
  }

  /** Items in the order of their collections, and of their ids. */
  sortItems<Item extends { collection: string; id: string }>(items: readonly Item[]): Item[] {
    const order = [...this.collectionsOfOrders.keys()];
    const keyOf = ({ collection, id }: Item): string =>
      `${String(order.indexOf(collection)).padStart(4, '0')} ${id}`;
    return items.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  }

  /** Collections with orders, and the fields with the status of their items. */
  get collectionsOfOrders(): ReadonlyMap<string, readonly string[]> {
    return new Map(
      this.apis.flatMap(({ control: { collections, trace } }) =>
        Object.keys(collections.orders).map((name) => [name, trace.statuses] as const),
      ),
    );
  }
}

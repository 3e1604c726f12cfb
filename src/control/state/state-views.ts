import { Injectable } from '@nestjs/common';
import type { ReadTransaction } from '../../platform/persistence/store.js';
import { Collections } from '../../sandbox/state/collections.js';

/** Items of the state with what the roles add to them. */
@Injectable()
export class StateViews {
  constructor(private readonly collections: Collections) {}

  /** An item with the views of its roles. */
  async of(
    tx: ReadTransaction,
    {
      workspace,
      collection,
      id,
      item,
    }: { workspace: string; collection: string; id: string; item: object },
  ): Promise<object> {
    const sources = this.collections.viewsOf(collection);
    const views = await Promise.all(
      sources.map(async (source) => ({
        role: source.role,
        view: await source.view(tx, workspace, id),
      })),
    );
    const present = views.flatMap(({ role, view }) => (view ? [{ role, ...view }] : []));
    return Object.assign(
      { ...item },
      // If several roles have a summary, the first role overrides the others: it decides on the item.
      ...present.toReversed().map(({ summary }) => summary),
      Object.fromEntries(
        present.map(({ role, summary, detail }) => [role, { ...summary, ...detail }]),
      ),
    ) as object;
  }
}

import { ddsOperations } from '../../../../apis/bokbasen-dds/operations.js';
import { ddsRequirements as requirements } from '../../../../apis/bokbasen-dds/requirements.js';
import { textOf } from '../../../../apis/bokbasen-dds/read-xml.js';
import { residOf } from '../../../../apis/bokbasen-dds/validate-feed.js';
import type { ConformanceTest } from '../../../runner/test-context.js';
import type { TitleKind } from '../dds-data.js';
import type { DdsTestClient } from '../test-client.js';
import type { InventoryReader } from './inventory-pages.js';

/** Statement of the inventory about a title with a property. */
const elements: Partial<Record<TitleKind, Record<string, string>>> = {
  nodrm: { drm: 'NODRM', published: 'true', access: 'true' },
  sdrm: { drm: 'SDRM', published: 'true', access: 'true' },
  audio: { format: 'MP3', published: 'true', access: 'true' },
  excerpt: { excerpt: 'true' },
  withoutExcerpt: { excerpt: 'false' },
  withoutAccess: { access: 'false' },
  unpublished: { published: 'false' },
};

/** The entry of each configured title shows the property for which it was configured. */
export function entriesOfTitlesTest(
  client: DdsTestClient,
  inventory: InventoryReader,
): ConformanceTest {
  return {
    name: `GET ${ddsOperations.getInventory.path} with the titles of the configuration`,
    verifies: [requirements.rightEntry],
    run: async (context) => {
      const { entries, last } = await inventory.readAll(context);
      const kinds = Object.keys(elements) as TitleKind[];
      const known = kinds.filter((kind) => client.data.hasTitle(kind));
      let count = 0;
      for (const kind of known) {
        const resid = client.data.title(context, kind).toLowerCase();
        const entry = entries.find((one) => residOf(one).toLowerCase() === resid);
        if (!entry) continue;
        count += 1;
        for (const [name, expected] of Object.entries(elements[kind]!)) {
          const seen = textOf(entry, name)?.trim() ?? 'missing';
          context.expect(requirements.rightEntry, last.exchange, seen === expected, {
            pointer: `entry/${name}`,
            expected: `${expected} for data.titles.${kind}`,
            seen,
          });
        }
      }
      if (count === 0)
        context.skip(
          'configure data.titles: no title of it is in the inventory of the last hundred days',
        );
    },
  };
}

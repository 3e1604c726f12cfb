interface Page<Item> {
  items: Item[];
  nextCursor?: string;
}

/** Largest page of the control API. */
const PAGE_SIZE = 500;

/** Reads a list page by page, up to a number of items. */
export async function readPages<Item>(
  read: (page: { limit: number; cursor?: string }) => Promise<Page<Item>>,
  limit = Number.POSITIVE_INFINITY,
): Promise<Item[]> {
  const all: Item[] = [];
  let cursor: string | undefined;
  do {
    const size = Math.min(PAGE_SIZE, limit - all.length);
    const page = await read({ limit: size, ...(cursor !== undefined && { cursor }) });
    all.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined && all.length < limit);
  return all;
}

import { Problem } from '../../platform/errors/problem.js';
import { sectionOfList, type SavedSection } from './saved-section.js';

/** Throws 409 unless a state has the lists of the roles that this sandbox serves, and no others. */
export function assertServedLists(
  sections: readonly SavedSection[],
  names: readonly string[],
): void {
  const lists = new Set(names);
  const missing = sections.find(({ path, byCollection }) => !byCollection && !lists.has(path));
  if (missing)
    throw new Problem(409, {
      text: `Snapshot has no list ${missing.path}: it was saved by a sandbox that serves fewer roles. Serve the same roles`,
    });
  const unknown = [...lists].find((list) => !sectionOfList(sections, list));
  if (unknown !== undefined)
    throw new Problem(409, {
      text: `Snapshot has a list ${unknown} that no served role has: it was saved by a sandbox that serves more roles. Serve the same roles`,
    });
}

/** Levenshtein distance: the number of letters to insert, remove or replace. */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...a].entries()) {
    const next = [index + 1];
    for (const [to, expected] of [...b].entries()) {
      const replaced = (row[to] ?? 0) + (letter === expected ? 0 : 1);
      next.push(Math.min(replaced, (row[to + 1] ?? 0) + 1, (next[to] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** The most similar known name; undefined if more than half of the letters of each name differ. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const [nearest] = known
    .map((candidate) => ({
      candidate,
      distance: editDistance(candidate.toLowerCase(), name.toLowerCase()),
    }))
    .filter(({ candidate, distance }) => distance * 2 <= candidate.length)
    .toSorted((a, b) => a.distance - b.distance);
  return nearest?.candidate;
}

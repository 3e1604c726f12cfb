/** Length of a message, in characters, from which its processing is divided. Its steps take about 5 ms for each 100,000. */
const LONG_TEXT = 200_000;
/** Number of items of a list that are processed in one turn. */
const ITEMS_PER_TURN = 50;

/** Lets other requests run before the next step of a long message. Does nothing for a short one. */
export async function yieldIfLong({ length }: string): Promise<void> {
  if (length >= LONG_TEXT) await nextTurn();
}

/** Lets other requests run before some items of a long list. Call it before each item. */
export async function yieldAtItem(index: number): Promise<void> {
  if (index > 0 && index % ITEMS_PER_TURN === 0) await nextTurn();
}

function nextTurn(): Promise<void> {
  return new Promise((turn) => setImmediate(turn));
}

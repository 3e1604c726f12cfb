/** Length of a message, in characters, from which its processing is divided. Its steps take about 5 ms for each 100,000. */
const LONG_TEXT = 200_000;

/** Lets other requests run before the next step of a long message. Does nothing for a short one. */
export async function yieldIfLong({ length }: string): Promise<void> {
  if (length >= LONG_TEXT) await new Promise((turn) => setImmediate(turn));
}

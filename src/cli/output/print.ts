/** Writes lines to standard output. */
export function printLines(lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
}

/** Writes a value as JSON in one line, which `jq` and scripts can read. */
export function printJson(value: unknown): void {
  printLines([JSON.stringify(value)]);
}

/** Writes the value with `--json`, and otherwise lines for a reader. */
export function print(json: boolean | undefined, value: unknown, lines: () => string[]): void {
  if (json) printJson(value);
  else printLines(lines());
}

import { closeSync, readdirSync, readFileSync } from 'node:fs';

const CLOSE_ON_EXEC = 0o2_000_000;
/** Standard input, output and error. */
const STANDARD = 2;

/**
 * Closes the files that this process got from its caller, except the standard ones, so that a child does not get them. Node
 * does so for the first 16. Its own files are marked, and no child gets them. Elsewhere than on Linux the marks cannot be read.
 */
export function closeInheritedFiles(): void {
  for (const file of openFiles()) if (file > STANDARD && isPassedOn(file)) closeSync(file);
}

function openFiles(): number[] {
  try {
    return readdirSync('/proc/self/fd').map(Number);
  } catch {
    return [];
  }
}

/** False also for the file with which the list of the files was read. */
function isPassedOn(file: number): boolean {
  try {
    const flags = /^flags:\s+([0-7]+)$/m.exec(readFileSync(`/proc/self/fdinfo/${file}`, 'utf8'));
    return flags !== null && (Number.parseInt(flags[1]!, 8) & CLOSE_ON_EXEC) === 0;
  } catch {
    return false;
  }
}

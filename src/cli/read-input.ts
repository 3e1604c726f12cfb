import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';

/**
 * Reads a file, or standard input for `-`. Throws an error of one line if the file cannot be read.
 */
export async function readInput(file: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(file === '-' ? await buffer(process.stdin) : readFileSync(file));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`${file} cannot be read (${code})`, { cause: error });
  }
}

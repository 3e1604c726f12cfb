import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';

/** What is in a file, or for - what comes on standard input; a file that cannot be read is an error of one line. */
export async function readInput(file: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(file === '-' ? await buffer(process.stdin) : readFileSync(file));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`${file} cannot be read (${code})`, { cause: error });
  }
}

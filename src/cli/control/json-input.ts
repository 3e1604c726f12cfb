import { Failure, exitCodes } from '../failure.js';
import { readInput } from '../read-input.js';

/**
 * Fields of a request: those of a JSON file, replaced by those of the flags. Without a file and without flags it is an
 * empty object, about which the server says what is missing.
 */
export async function requestOf(
  file: string | undefined,
  flags: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const given = Object.entries(flags).filter(([, value]) => value !== undefined);
  return { ...(file === undefined ? {} : await objectIn(file)), ...Object.fromEntries(given) };
}

async function objectIn(file: string): Promise<object> {
  const text = Buffer.from(await readInput(file)).toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Failure(`${file} is not JSON: ${(error as Error).message}`, exitCodes.usage);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new Failure(`${file} has no JSON object`, exitCodes.usage);
}

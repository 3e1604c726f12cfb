import type { SchemaError } from '../../platform/validation/schema.js';
import { responseError, send } from '../http.js';
import { print } from '../output/print.js';
import { readInput } from '../read-input.js';
import type { ControlOptions } from './control-client.js';

/**
 * `ketenlab seed`: writes the items of a file. Prints the number of items per collection, or every
 * error with its line.
 */
export async function seed(
  file: string,
  { url, workspace, sandboxToken, json }: ControlOptions,
): Promise<void> {
  const response = await send(`${url}/_sandbox/workspaces/${encodeURIComponent(workspace)}/seed`, {
    method: 'POST',
    headers: {
      'content-type': file.endsWith('.json') ? 'application/json' : 'application/yaml',
      ...(sandboxToken && { authorization: `Bearer ${sandboxToken}` }),
    },
    body: await readInput(file),
  });
  const text = await response.text();
  if (response.ok) return printWritten(text, json);
  const errors = schemaErrorsIn(text);
  if (!errors) throw await responseError(response, text);
  for (const error of errors) process.stderr.write(`${formatError(file, error)}\n`);
  process.exitCode = 1;
}

function printWritten(text: string, json: boolean | undefined): void {
  const result = JSON.parse(text) as { written: Record<string, number> };
  print(json, result, () =>
    Object.entries(result.written).map(([collection, count]) => `${collection}: ${count}`),
  );
}

function schemaErrorsIn(text: string): SchemaError[] | undefined {
  try {
    return (JSON.parse(text) as { faults?: SchemaError[] }).faults;
  } catch {
    return undefined;
  }
}

/** Formats an error like a compiler, so that editors can link to the line. */
function formatError(file: string, { line, column, path, expected, seen }: SchemaError): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  const where = path === '' ? '' : `${path}: `;
  return `${place}: ${where}expected ${expected}, seen ${seen}`.replaceAll(/\s+/g, ' ');
}

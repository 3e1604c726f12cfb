import { tableLines } from '../output/table.js';
import { print } from '../output/print.js';
import { ControlClient, type ControlOptions } from './control-client.js';
import type { FaultRule } from './control-types.js';
import { requestOf } from './json-input.js';

/** Flags of `fault add`. The server checks the values. */
export interface FaultFlags {
  file?: string;
  kind?: string;
  when?: string;
  role?: string;
  operation?: string;
  client?: string;
  probability?: string;
  times?: string;
  expiresAt?: string;
  delayMs?: string;
  status?: string;
}

/** `ketenlab fault list`: the newest first. */
export async function listFaults(options: ControlOptions): Promise<void> {
  const page = await readFaults(options);
  print(options.json, page, () => faultLines(page.items));
}

/** `ketenlab fault add`: prints the rule with its id. */
export async function addFault({
  url,
  workspace,
  sandboxToken,
  json,
  file,
  probability,
  times,
  delayMs,
  status,
  ...flags
}: ControlOptions & FaultFlags): Promise<void> {
  const request = await requestOf(file, {
    ...flags,
    probability: numberOr(probability),
    times: numberOr(times),
    delayMs: delayOf(delayMs),
    status: numberOr(status),
  });
  const client = new ControlClient({ url, workspace, ...(sandboxToken && { sandboxToken }) });
  const rule = await client.inWorkspace<FaultRule>('POST', 'faults', request);
  print(json, rule, () => faultLines([rule]));
}

/** `ketenlab fault remove`. */
export async function removeFault(id: string, options: ControlOptions): Promise<void> {
  await deleteFault(options, id);
  print(options.json, { id }, () => [`removed ${id}`]);
}

/** `ketenlab fault clear`: removes all faults of the workspace. */
export async function clearFaults(options: ControlOptions): Promise<void> {
  const { items } = await readFaults(options);
  for (const { id } of items) await deleteFault(options, id);
  print(options.json, { removed: items.length }, () => [`removed ${items.length}`]);
}

function readFaults(options: ControlOptions): Promise<{ items: FaultRule[] }> {
  return new ControlClient(options).inWorkspace('GET', 'faults');
}

function deleteFault(options: ControlOptions, id: string): Promise<void> {
  return new ControlClient(options).inWorkspace('DELETE', `faults/${encodeURIComponent(id)}`);
}

/** A number, or the text as it is: the server then says which values are allowed. */
function numberOr(text: string | undefined): number | string | undefined {
  return text === undefined || !/^-?\d+(?:\.\d+)?$/.test(text) ? text : Number(text);
}

/** Milliseconds, or a range of them: `100-500`. */
function delayOf(text: string | undefined): unknown {
  const [, min, max] = /^(\d+)-(\d+)$/.exec(text ?? '') ?? [];
  return min === undefined ? numberOr(text) : { min: Number(min), max: Number(max) };
}

function faultLines(rules: readonly FaultRule[]): string[] {
  return tableLines(
    ['ID', 'KIND', 'WHEN', 'ROLE', 'OPERATION', 'CLIENT', 'STATUS', 'DELAY', 'LIMITS', 'MET'],
    rules.map((rule) => [
      rule.id,
      rule.kind,
      rule.when ?? 'before',
      rule.role,
      rule.operation,
      rule.client,
      rule.status,
      delayText(rule.delayMs),
      limitsOf(rule),
      rule.met,
    ]),
  );
}

function delayText(delay: FaultRule['delayMs']): string | undefined {
  if (delay === undefined) return undefined;
  return typeof delay === 'number' ? `${delay} ms` : `${delay.min}-${delay.max} ms`;
}

function limitsOf({ probability, times, expiresAt }: FaultRule): string {
  return [
    ...(probability === undefined ? [] : [`probability ${probability}`]),
    ...(times === undefined ? [] : [`${times} times`]),
    ...(expiresAt === undefined ? [] : [`until ${expiresAt}`]),
  ].join(', ');
}

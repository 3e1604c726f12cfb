import { exitCodes } from '../failure.js';
import { ResponseError } from '../http.js';
import { paint } from '../output/colour.js';
import { fieldLines, tableLines } from '../output/table.js';
import { print } from '../output/print.js';
import { ControlClient, type ControlOptions } from './control-client.js';
import type { Apis, ConnectionStep, ConnectionTest } from './control-types.js';
import { requestOf } from './json-input.js';

/** Flags of `partner set`. The server checks the values. */
export interface PartnerFlags {
  file?: string;
  baseUrl?: string;
  deliveryBaseUrl?: string;
  tokenUrl?: string;
  tokenAuth?: string;
  clientId?: string;
  clientSecret?: string;
  scope?: string;
}

type Partner = Omit<PartnerFlags, 'file' | 'clientSecret'> & { baseUrl: string };

/** `ketenlab partner list`: each role that the server can send messages to, with the partner that plays it. */
export async function listPartners(options: ControlOptions): Promise<void> {
  const client = new ControlClient(options);
  const items: ({ role: string } & Partial<Partner>)[] = [];
  for (const role of await receiversOf(client)) {
    items.push({ role, ...(await partnerOf(client, role)) });
  }
  print(options.json, { items }, () =>
    tableLines(
      ['ROLE', 'PLAYED BY', 'TOKEN URL', 'CLIENT'],
      items.map(({ role, baseUrl, deliveryBaseUrl, tokenUrl, clientId }) => [
        role,
        [baseUrl ?? 'the sandbox', ...(deliveryBaseUrl === undefined ? [] : [deliveryBaseUrl])],
        tokenUrl,
        clientId,
      ]),
    ),
  );
}

/** `ketenlab partner set`: prints the partner without its secret. */
export async function setPartner(
  role: string,
  { url, workspace, sandboxToken, json, file, ...flags }: ControlOptions & PartnerFlags,
): Promise<void> {
  const request = await requestOf(file, { ...flags });
  const client = new ControlClient({ url, workspace, ...(sandboxToken && { sandboxToken }) });
  const partner = await client.inWorkspace<Partner>('PUT', pathOf(role), request);
  print(json, { role, ...partner }, () => fieldLines({ role, ...partner }));
}

/** `ketenlab partner remove`: the sandbox plays the role again. */
export async function removePartner(role: string, options: ControlOptions): Promise<void> {
  await new ControlClient(options).inWorkspace('DELETE', pathOf(role));
  print(options.json, { role }, () => [`removed the partner for ${role}`]);
}

/** `ketenlab partner test`: exit code 1 if a step fails. */
export async function testPartner(role: string, options: ControlOptions): Promise<void> {
  const client = new ControlClient(options);
  const test = await client.inWorkspace<ConnectionTest>('POST', `${pathOf(role)}/test`);
  if (test.result === 'fail') process.exitCode = exitCodes.failed;
  print(options.json, test, () => test.steps.flatMap(stepLines));
}

const styles = { ok: 'green', fail: 'red', skip: 'yellow' } as const;

function stepLines({ name, result, text, url, status, durationMs }: ConnectionStep): string[] {
  const facts = [
    ...(url === undefined ? [] : [url]),
    ...(status === undefined ? [] : [`HTTP ${status}`]),
    ...(durationMs === undefined ? [] : [`${durationMs} ms`]),
  ];
  return [
    `${paint(styles[result], result.padEnd(4))}  ${name.padEnd(6)}  ${text}`,
    ...(facts.length === 0 ? [] : [`              ${paint('dim', facts.join(', '))}`]),
  ];
}

/** Roles of which another role calls an operation: the sandbox sends messages to them. */
async function receiversOf(client: ControlClient): Promise<string[]> {
  const { apis, roles } = await client.call<Apis>('GET', '/apis');
  const names = new Set(roles.map(({ name }) => name));
  const receivers = apis
    .flatMap(({ operations }) => operations)
    .filter(({ callers }) => callers.some((caller) => names.has(caller)));
  return [...new Set(receivers.map(({ servedBy }) => servedBy))];
}

/** The partner of a role; undefined: the sandbox plays it. */
async function partnerOf(client: ControlClient, role: string): Promise<Partner | undefined> {
  try {
    return await client.inWorkspace<Partner>('GET', pathOf(role));
  } catch (error) {
    if (error instanceof ResponseError && error.status === 404) return undefined;
    throw error;
  }
}

function pathOf(role: string): string {
  return `partners/${encodeURIComponent(role)}`;
}

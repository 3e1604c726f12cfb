import type { OpenAPIObject } from '@nestjs/swagger';
import { requirementsOf } from '../platform/api/derived-requirements.js';
import { mountedPath, mountsOf } from '../platform/api/mounts.js';
import type { Operation } from '../platform/api/operation.js';
import type { ApiDirectory } from '../apis/api-directory.js';
import type { ApiDescriptor, ControlExamples } from '../apis/descriptor.js';

type Values = Readonly<Record<string, unknown>>;

/** A placeholder in a text of the control API, for example `{{role}}`; descriptors hold its value. */
const PLACEHOLDER = /\{\{(\w+)\}\}/g;

/** Fills the names, texts and examples of the descriptors into the document of the control API. */
export function completeControlDocument(
  document: OpenAPIObject,
  directory: ApiDirectory,
): OpenAPIObject {
  const values = { ...namesOf(directory), ...examplesOf(directory), ...hintsOf(directory) };
  const filled = filledIn(document, values) as OpenAPIObject;
  addPartnerBaseUrls(filled, directory);
  return filled;
}

function namesOf(directory: ApiDirectory): Values {
  const decisions = directory.roles.flatMap(({ name, manualDecisions }) =>
    Object.values(manualDecisions?.byCollection ?? {}).flatMap((list) =>
      list.map((decision) => [name, decision] as const),
    ),
  );
  return {
    collections: [...directory.collections.keys()],
    scenarioApis: directory.scenarioApis,
    generators: directory.generators,
    decisions: [...new Set(decisions.map(([, decision]) => decision))],
    decidingRoles: [...new Set(decisions.map(([role]) => role))],
  };
}

function examplesOf({ apis, roles, collections }: ApiDirectory): Values {
  const first = <Name extends keyof ControlExamples>(
    name: Name,
  ): [ApiDescriptor, NonNullable<ControlExamples[Name]>] | undefined => {
    const api = apis.find(({ control }) => control.examples?.[name]);
    return api && [api, api.control.examples![name]!];
  };
  const [called, names] = first('operations') ?? [];
  const [scenarioApi, scenario] = first('scenario') ?? [];
  const [, written] = first('writtenItem') ?? [];
  const [, seeded] = first('seededItem') ?? [];
  const api = called ?? apis[0];
  const operations = Object.values(api?.operations ?? {});
  const received = api?.operations[names?.received ?? ''] ?? operations[0];
  const sent = api?.operations[names?.sent ?? ''] ?? received;
  return {
    api: api?.name,
    ...(received && operationExamples(received)),
    sentOperation: sent?.name,
    receiver: sent?.servedBy,
    requirement: api && requirementsOf(api)[0]?.id,
    rule: roles.flatMap(({ family }) => family.rules)[0]?.name,
    audience: operationsOf(apis).find(({ audience }) => audience)?.audience,
    scenario: scenario && { api: scenarioApi?.name, ...scenario },
    scenarioField: scenario?.field,
    scenarioValue: scenario?.value,
    behaviour: scenario?.behaviour,
    behaviourTime: scenario?.after,
    collection: firstOrders(apis) ?? [...collections.keys()][0],
    writtenCollection: written?.collection,
    writtenId: written?.id,
    writtenItem: written?.item,
    seed: seeded && { [seeded.collection]: [seeded.item] },
  };
}

function operationExamples(operation: Operation): Values {
  const { name, servedBy, api, scope } = operation;
  const [mount] = mountsOf(api, servedBy);
  return {
    role: servedBy,
    actor: `${servedBy} client`,
    operation: name,
    path: mount && `${mount.route}${mountedPath(mount, operation)}`,
    scope: scope[0],
  };
}

function operationsOf(apis: readonly ApiDescriptor[]): Operation[] {
  return apis.flatMap(({ operations }) => Object.values(operations));
}

function firstOrders(apis: readonly ApiDescriptor[]): string | undefined {
  return apis.flatMap(({ control }) => Object.keys(control.collections.orders))[0];
}

function hintsOf({ collections, roles }: ApiDirectory): Values {
  const all = [...collections];
  const sending = all.flatMap(([name, { sendHint }]) =>
    sendHint === undefined ? [] : [` For ${name}: ${sendHint}`],
  );
  const writing = all.flatMap(([, { writeHint }]) => writeHint ?? []);
  const deciding = roles.flatMap(({ manualDecisions }) => manualDecisions?.hint ?? []);
  return {
    sendHints: sending.join('.'),
    writeHints: writing.map((hint) => `; but ${hint}`).join(''),
    decisionHints: deciding.map((hint) => `; ${hint}`).join(''),
  };
}

/** A copy in which placeholders have their values. A list takes the place of its placeholder in a list. */
function filledIn(node: unknown, values: Values): unknown {
  if (typeof node === 'string') return filledText(node, values);
  if (Array.isArray(node)) return node.flatMap((item: unknown) => filledIn(item, values) ?? []);
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).map(([name, value]) => [name, filledIn(value, values)]);
  return Object.fromEntries(
    entries.filter(([name, value]) => value !== undefined && !(name === 'enum' && isEmpty(value))),
  );
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** The value itself where the text is nothing but a placeholder. */
function filledText(text: string, values: Values): unknown {
  const [whole] = text.matchAll(PLACEHOLDER);
  if (whole?.[0] === text) return values[whole[1] ?? ''];
  return text.replaceAll(PLACEHOLDER, (_, name: string) => String(values[name] ?? ''));
}

/** Shows the base URLs that APIs have of their own behind the base URL of a partner. */
function addPartnerBaseUrls(
  { components }: OpenAPIObject,
  { partnerBaseUrls }: ApiDirectory,
): void {
  const schema = components?.schemas?.['PartnerView'] as { properties: object } | undefined;
  if (!schema) return;
  const { baseUrl, ...others } = schema.properties as Record<string, object>;
  const own = partnerBaseUrls.map(({ field, description, example }) => [
    field,
    { type: 'string', description, example },
  ]);
  schema.properties = { baseUrl, ...Object.fromEntries(own), ...others } as object;
}

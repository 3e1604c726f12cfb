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

function examplesOf(directory: ApiDirectory): Values {
  return {
    ...operationExamples(directory),
    ...scenarioExamples(directory),
    ...itemExamples(directory),
    rule: directory.roles.flatMap(({ family }) => family.rules)[0]?.name,
  };
}

/** The first API that has an example of that sort, and the example. */
function firstOf<Sort extends keyof ControlExamples>(
  { apis }: ApiDirectory,
  sort: Sort,
): [api?: ApiDescriptor, example?: ControlExamples[Sort]] {
  const api = apis.find(({ control }) => control.examples?.[sort]);
  return [api, api?.control.examples?.[sort]];
}

function operationExamples(directory: ApiDirectory): Values {
  const [named, names] = firstOf(directory, 'operations');
  const api = named ?? directory.apis[0];
  const [first] = Object.values(api?.operations ?? {});
  const received = api?.operations[names?.received ?? ''] ?? first;
  const sent = api?.operations[names?.sent ?? ''] ?? received;
  const all = directory.apis.flatMap(({ operations }) => Object.values(operations));
  return {
    api: api?.name,
    requirement: api && requirementsOf(api)[0]?.id,
    role: received?.servedBy,
    actor: received && `${received.servedBy} client`,
    operation: received?.name,
    path: received && pathOf(received),
    scope: received?.scope[0],
    sentOperation: sent?.name,
    receiver: sent?.servedBy,
    audience: all.find(({ audience }) => audience)?.audience,
  };
}

function pathOf(operation: Operation): string | undefined {
  const [mount] = mountsOf(operation.api, operation.servedBy);
  return mount && `${mount.route}${mountedPath(mount, operation)}`;
}

function scenarioExamples(directory: ApiDirectory): Values {
  const [api, scenario] = firstOf(directory, 'scenario');
  if (!api || !scenario) return {};
  const { field, value, behaviour, after } = scenario;
  return {
    scenario: { api: api.name, ...scenario },
    scenarioField: field,
    scenarioValue: value,
    behaviour,
    behaviourTime: after,
  };
}

function itemExamples(directory: ApiDirectory): Values {
  const [, written] = firstOf(directory, 'writtenItem');
  const [, seeded] = firstOf(directory, 'seededItem');
  const orders = directory.apis.flatMap(({ control }) => Object.keys(control.collections.orders));
  return {
    collection: orders[0],
    writtenCollection: written?.collection ?? orders[0],
    writtenId: written?.id,
    writtenItem: written?.item,
    seed: seeded && { [seeded.collection]: [seeded.item] },
  };
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
  return text.replaceAll(PLACEHOLDER, (_, name: string) => {
    const value = values[name];
    return typeof value === 'string' ? value : '';
  });
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

import type { OpenAPIObject } from '@nestjs/swagger';
import { requirementsOf } from '../platform/api/derived-requirements.js';
import { mountedPath, mountsOf } from '../platform/api/mounts.js';
import type { Operation } from '../platform/api/operation.js';
import { mapOperations, type DocumentedOperation } from '../platform/http/common-facts.js';
import { problemResponse } from './http/control-routes.js';
import type { ApiDirectory } from '../apis/api-directory.js';
import type { ApiDescriptor, ControlExamples } from '../apis/descriptor.js';
import { ownValue } from '../platform/validation/own-value.js';

type Values = Readonly<Record<string, unknown>>;

/** A placeholder in a text of the control API, for example `{{role}}`; descriptors hold its value. */
const PLACEHOLDER = /\{\{(\w+)\}\}/g;

/** Replaces the placeholders in the document of the control API by names, texts and examples of the descriptors. */
export function completeControlDocument(
  document: OpenAPIObject,
  directory: ApiDirectory,
): OpenAPIObject {
  const values = { ...namesOf(directory), ...examplesOf(directory), ...hintsOf(directory) };
  const filled = withValues(document, values) as OpenAPIObject;
  addPartnerBaseUrls(filled, directory);
  return { ...filled, paths: mapOperations(filled.paths, withUnknownWorkspace) };
}

/** Adds the 404 of an unknown workspace to an operation below it that has no other 404. */
function withUnknownWorkspace(operation: DocumentedOperation, path: string): DocumentedOperation {
  if (!path.includes('{ws}')) return operation;
  const unknown = problemResponse(404, 'The workspace does not exist');
  return { ...operation, responses: { 404: unknown, ...operation.responses } };
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

/** First API with an example of a kind, and the example. */
function firstExample<Kind extends keyof ControlExamples>(
  { apis }: ApiDirectory,
  kind: Kind,
): [api?: ApiDescriptor, example?: ControlExamples[Kind]] {
  const api = apis.find(({ control }) => control.examples?.[kind]);
  return [api, api?.control.examples?.[kind]];
}

function operationExamples(directory: ApiDirectory): Values {
  const [named, names] = firstExample(directory, 'operations');
  const api = named ?? directory.apis[0];
  const [first] = Object.values(api?.operations ?? {});
  const received = ownValue(api?.operations, names?.received ?? '') ?? first;
  const sent = ownValue(api?.operations, names?.sent ?? '') ?? received;
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
  const [api, scenario] = firstExample(directory, 'scenario');
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
  const [, written] = firstExample(directory, 'writtenItem');
  const [, seeded] = firstExample(directory, 'seededItem');
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
    writeHints: writing.map((hint) => `; ${hint}`).join(''),
    decisionHints: deciding.map((hint) => `; ${hint}`).join(''),
  };
}

/** Copy with values instead of placeholders. A list that replaces a placeholder in a list is spread. */
function withValues(node: unknown, values: Values): unknown {
  if (typeof node === 'string') return textWithValues(node, values);
  if (Array.isArray(node)) return node.flatMap((item: unknown) => withValues(item, values) ?? []);
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).map(([name, value]) => [name, withValues(value, values)]);
  return Object.fromEntries(
    entries.filter(([name, value]) => value !== undefined && !(name === 'enum' && isEmpty(value))),
  );
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** Replaces placeholders in a text. A text that is only a placeholder becomes the value itself, of any type. */
function textWithValues(text: string, values: Values): unknown {
  const [whole] = text.matchAll(PLACEHOLDER);
  if (whole?.[0] === text) return values[whole[1] ?? ''];
  return text.replaceAll(PLACEHOLDER, (_, name: string) => {
    const value = values[name];
    return typeof value === 'string' ? value : '';
  });
}

/** Adds the base URLs of single APIs to the schema of a partner, after its base URL. */
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

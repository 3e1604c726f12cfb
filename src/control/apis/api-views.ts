import { ApiDirectory } from '../../apis/api-directory.js';
import type { ApiDescriptor, ApiFamily, RoleDescriptor } from '../../apis/descriptor.js';
import { mountedPath, mountsOf } from '../../platform/api/mounts.js';
import type { Operation } from '../../platform/api/operation.js';
import { basePathOf } from '../../platform/api/served-role.js';
import { ownValue } from '../../platform/validation/own-value.js';
import { fieldsOf } from '../../platform/validation/fields.js';
import type { Collections } from '../../sandbox/state/collections.js';
import type {
  ApisView,
  ApiView,
  OperationView,
  OrderCollectionView,
  ParameterView,
  RoleView,
} from './apis.messages.js';
import { callersOf } from './callers.js';

const JSON_TYPE = 'application/json';

/** The APIs in which a served role takes part, and all roles of these APIs. */
export function apisView(
  { roles: known }: ApiDirectory,
  served: readonly RoleDescriptor[],
  collections: Collections,
): ApisView {
  const isServed = (name: string): boolean => served.some((role) => role.name === name);
  const apis = new ApiDirectory(served).apis;
  const roles = known.filter((role) => role.apis.some((api) => apis.includes(api)));
  return {
    apis: apis.map((api) => apiView(api, familyOf(api, roles), isServed, collections)),
    roles: roles.map((role) => roleView(role, isServed(role.name))),
  };
}

function roleView({ name, family, apis }: RoleDescriptor, served: boolean): RoleView {
  return {
    name,
    title: ownValue(apis[0]?.parties, name) ?? name,
    family: family.name,
    served,
    basePath: basePathOf({ name, apis }),
    tokenPath: family.tokenUrl(name),
    document: `/docs/${name}.json`,
    apis: apis.map((api) => api.name),
  };
}

function familyOf(api: ApiDescriptor, roles: readonly RoleDescriptor[]): ApiFamily {
  return roles.find(({ apis }) => apis.includes(api))!.family;
}

function apiView(
  api: ApiDescriptor,
  family: ApiFamily,
  isServed: (role: string) => boolean,
  collections: Collections,
): ApiView {
  const { name, title, version, control } = api;
  const operations: Operation[] = Object.values(api.operations);
  return {
    name,
    title,
    version,
    family: family.name,
    operations: operations.map((operation) =>
      operationView(operation, family, isServed(operation.servedBy)),
    ),
    collections: Object.entries(control.collections.orders).flatMap(
      ([collection, { description }]): OrderCollectionView[] => {
        const [writer] = collections.writersOf(collection);
        // A collection without a view or a history has no orders, but data about them.
        const parts = [...collections.viewsOf(collection), ...collections.historiesOf(collection)];
        if (!writer || parts.length === 0) return [];
        const { id: idField } = writer.itemType;
        const statusFields = [...control.trace.statuses];
        return [{ name: collection, description, idField, statusFields }];
      },
    ),
  };
}

function operationView(operation: Operation, family: ApiFamily, served: boolean): OperationView {
  const { name, summary, method, servedBy, nonJsonBody, body, scope, audience } = operation;
  const mediaType = nonJsonBody?.mediaType ?? (body && JSON_TYPE);
  return {
    operationId: name,
    summary,
    method,
    path: pathOf(operation),
    servedBy,
    served,
    callers: [...callersOf(operation)],
    ...(mediaType !== undefined && { mediaType }),
    ...(operation.acceptMediaType !== undefined && { accept: operation.acceptMediaType }),
    needsBody: mediaType !== undefined,
    public: operation.isPublic === true,
    legacy: operation.legacyOnly === true,
    scopes: [...scope],
    ...(audience !== undefined && { audience: family.client.audienceOf?.(audience) ?? audience }),
    parameters: parametersOf(operation),
  };
}

/** Path of an operation at its first mount. */
function pathOf(operation: Operation): string {
  const { api, servedBy, path } = operation;
  for (const mount of mountsOf(api, servedBy)) {
    const mounted = mountedPath(mount, operation);
    if (mounted !== undefined) return mount.route + mounted;
  }
  return path;
}

function parametersOf({ path, parameters = {}, query }: Operation): ParameterView[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    description: ownValue(parameters, name)?.description ?? name,
  }));
  const inQuery = (query ? fieldsOf(query) : []).map(({ name, required, description, values }) => ({
    name,
    in: 'query',
    required,
    description,
    ...(values && { values: [...values] }),
  }));
  return [...inPath, ...inQuery];
}

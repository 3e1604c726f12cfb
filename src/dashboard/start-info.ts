import { ApiDirectory } from '../apis/api-directory.js';
import type { ApiDescriptor, ApiFamily, RoleDescriptor } from '../apis/descriptor.js';
import { partiesOf, requirementsOf } from '../platform/api/derived-requirements.js';
import type { Operation } from '../platform/api/operation.js';
import { isSentBySandbox } from '../platform/api/sent-operations.js';
import { basePathOf } from '../platform/api/served-role.js';
import type { Config } from '../platform/config/config.js';
import { TOKEN_OPERATION } from '../sandbox/faults/fault-injector.js';
import type { ExampleRequest, ReceiverInfo, RoleInfo, StartInfo } from './app/api/start-info.js';

/** Facts about the served roles, for the dashboard. */
export function startInfoOf(
  roles: readonly RoleDescriptor[],
  knownRoles: readonly RoleDescriptor[],
  config: Config,
): StartInfo {
  const directory = new ApiDirectory(roles);
  const [example] = roles.flatMap((role) => exampleOf(role) ?? []);
  return {
    roles: roles.map(({ name, apis, family, files = {} }) => ({
      name,
      basePath: basePathOf({ name, apis }),
      apis: apis.map(({ title, version }) => `${title} ${version}`),
      tokenPath: family.tokenUrl(name),
      operations: [...servedOperations(name, apis).map((one) => one.name), TOKEN_OPERATION],
      ...audiencesOf(servedOperations(name, apis), family),
      files: Object.keys(files),
    })),
    hasDefaultSecrets: config.demoSecretKey === undefined,
    receivers: knownRoles.flatMap((role) => receiverOf(role, roles) ?? []),
    parties: [...new Set(directory.apis.flatMap((api) => requirementsOf(api).flatMap(partiesOf)))],
    collections: [...directory.collections].flatMap(([name, { linkTitle: title }]) =>
      title === undefined ? [] : [{ name, title }],
    ),
    generators: directory.generators,
    defaultSettings: { decide: 'auto', ...config.settings },
    ...(example && { example }),
  };
}

function servedOperations(role: string, apis: readonly ApiDescriptor[]): Operation[] {
  const operations: Operation[] = apis.flatMap((api) => Object.values(api.operations));
  return operations.filter(({ servedBy }) => servedBy === role);
}

function audiencesOf(
  operations: readonly Operation[],
  { client: { audienceOf } }: ApiFamily,
): Pick<RoleInfo, 'audiences'> {
  const services = new Set(operations.flatMap(({ audience }) => audience ?? []));
  if (!audienceOf || services.size === 0) return {};
  const audiences = [...services].map((service) => [service, audienceOf(service)] as const);
  return { audiences: Object.fromEntries(audiences) };
}

/** Undefined: no served role sends messages to the role. */
function receiverOf(
  { name: role, apis }: RoleDescriptor,
  served: readonly RoleDescriptor[],
): ReceiverInfo | undefined {
  const senders = served.filter(({ name }) => name !== role);
  const sent = apis
    .filter((api) => senders.some((sender) => sender.apis.includes(api)))
    .flatMap((api) => Object.values(api.operations))
    .filter((operation) => operation.servedBy === role && isSentBySandbox(operation));
  if (sent.length === 0) return undefined;
  const withBaseUrl = new Set(sent.map(({ api }) => api));
  return {
    role,
    operations: sent.map(({ name }) => name),
    baseUrls: [...withBaseUrl].flatMap(({ title, partnerBaseUrl }) =>
      partnerBaseUrl ? [{ field: partnerBaseUrl.field, api: title }] : [],
    ),
  };
}

/** The example of the first operation of a role that has a body. */
function exampleOf({ name, apis, family }: RoleDescriptor): ExampleRequest | undefined {
  const operation = servedOperations(name, apis).find(
    ({ examples, path }) => examples !== undefined && !path.includes('{'),
  );
  const [example] = Object.values(operation?.examples ?? {});
  if (!operation || !example) return undefined;
  const audience =
    operation.audience === undefined ? undefined : family.client.audienceOf?.(operation.audience);
  const isText = typeof example.value === 'string';
  return {
    method: operation.method,
    path: basePathOf({ name, apis }) + operation.path,
    mediaType: isText ? 'application/xml' : 'application/json',
    body: isText ? (example.value as string) : JSON.stringify(example.value),
    tokenPath: family.tokenUrl(name),
    ...(audience !== undefined && { audience }),
  };
}

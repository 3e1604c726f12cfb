import { ApiDirectory } from '../apis/api-directory.js';
import type { RoleDescriptor } from '../apis/descriptor.js';
import type { Operation } from '../platform/api/operation.js';
import { basePathOf } from '../platform/api/served-role.js';
import type { ExampleRequest, StartInfo } from './app/api/start-info.js';

/** Facts about the served roles, for the dashboard. */
export function startInfoOf(roles: RoleDescriptor[], hasDefaultSecrets: boolean): StartInfo {
  const { collections } = new ApiDirectory(roles);
  const [example] = roles.flatMap((role) => exampleOf(role) ?? []);
  return {
    roles: roles.map(({ name, apis, family, files = {} }) => ({
      name,
      basePath: basePathOf({ name, apis }),
      apis: apis.map(({ title, version }) => `${title} ${version}`),
      tokenPath: family.tokenUrl(name),
      files: Object.keys(files),
    })),
    hasDefaultSecrets,
    collections: [...collections].flatMap(([name, { linkTitle: title }]) =>
      title === undefined ? [] : [{ name, title }],
    ),
    ...(example && { example }),
  };
}

/** The example of the first operation of a role that has a body. */
function exampleOf({ name, apis, family }: RoleDescriptor): ExampleRequest | undefined {
  const operations: Operation[] = apis.flatMap((api) => Object.values(api.operations));
  const operation = operations.find(
    ({ servedBy, examples, path }) =>
      servedBy === name && examples !== undefined && !path.includes('{'),
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

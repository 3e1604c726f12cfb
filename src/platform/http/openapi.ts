import type { INestApplication, Type as Class } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { stringify } from 'yaml';
import type { Api, Operation } from '../api/operation.js';
import { mountsOf } from '../api/mounts.js';
import { securityScheme } from './implements-operation.js';
import { basePathOf, type ServedRole } from '../api/served-role.js';

type Paths = OpenAPIObject['paths'];
type PathItem = Paths[string];

/**
 * OpenAPI document of a role: its operations, and those that another party of its APIs serves, as
 * 405.
 */
export function roleDocument(app: INestApplication, role: ServedRole): OpenAPIObject {
  const base = basePathOf(role);
  const apis = role.apis
    .map(({ title, version, earlier = [] }) =>
      [`${title} ${version}`, ...earlier.map((one) => `${one.version} under /v${one.major}`)].join(
        ', also ',
      ),
    )
    .join('; ');
  const builder = new DocumentBuilder()
    .setTitle(`Ketenlab as ${role.name}`)
    .setVersion(role.apis.map(({ version }) => version).join(', '))
    .setDescription(
      [
        `The sandbox serves: ${apis}.`,
        ...(role.apis.some(({ major }) => major !== undefined)
          ? ['Every path also works with its major version as a prefix.']
          : []),
        ...role.apis.flatMap(legacyNote),
        'Authorize with client demo, secret demo-secret.',
      ].join(' '),
    )
    .addServer(base, 'This sandbox');
  for (const [scheme, { audience, scopes }] of schemesOf(role)) {
    const tokenUrl = role.family.tokenUrl(role.name, audience);
    const flows = { clientCredentials: { tokenUrl, scopes: describe(scopes) } };
    builder.addOAuth2({ type: 'oauth2', flows }, scheme);
  }
  const config = builder.build();
  const include = [role.module, role.family.tokensModule];
  const document = SwaggerModule.createDocument(app, config, {
    include,
    autoTagControllers: false,
  });
  const served = withoutBase(document.paths, role);
  const tokenPaths = Object.keys(role.family.tokenPaths([role.name], true)).map((path) =>
    path.startsWith(`${base}/`) ? path.slice(base.length) : path,
  );
  const paths = { ...served, ...unserved(role, served) };
  return inOrder({ ...document, paths }, ([path]) => tokenPaths.includes(path));
}

/** OpenAPI document of the control API. */
export function controlDocument(app: INestApplication, control: Class): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Ketenlab control API')
    .setVersion('1')
    .setDescription(
      'API with which testers control and inspect the sandbox. Every workspace is a ' +
        'separate sandbox; `default` always exists. Errors are RFC 9457 problem documents. ' +
        'A token is required when the server does not listen on a loopback address.',
    )
    .addServer('/', 'This sandbox')
    .addBearerAuth(
      { type: 'http', scheme: 'bearer', description: 'Value of SANDBOX_TOKEN' },
      'SandboxToken',
    )
    .build();
  const include = [control];
  return inOrder(SwaggerModule.createDocument(app, config, { include, autoTagControllers: false }));
}

/** A document as YAML, in the form of the committed files. */
export function asYaml(document: OpenAPIObject): string {
  return stringify(document, { aliasDuplicateObjects: false, lineWidth: 100 });
}

interface Scheme {
  audience: string | undefined;
  scopes: string[];
}

/** Security schemes of a role by name. Operations of other roles are documented without. */
function schemesOf({ name, apis }: ServedRole): Map<string, Scheme> {
  const schemes = new Map<string, Scheme>();
  for (const operation of apis.flatMap(({ operations }) => Object.values(operations))) {
    if (operation.isPublic) continue;
    const { audience, scope } = operation;
    const scheme = securityScheme({ ...operation, servedBy: name });
    const { scopes = [] } = schemes.get(scheme) ?? {};
    schemes.set(scheme, { audience, scopes: [...scopes, ...scope] });
  }
  return schemes;
}

function describe(scopes: string[]): Record<string, string> {
  return Object.fromEntries(scopes.map((scope) => [scope, `Scope ${scope}`]));
}

function legacyNote({ legacyBase, operations }: Api): string[] {
  if (legacyBase === undefined) return [];
  const paths = Object.values(operations).flatMap(({ legacyPath }) => legacyPath ?? []);
  return [
    `The legacy platform is available under ${legacyBase} ` +
      `(${[...new Set(paths)].join(', ')}), with tickets instead of tokens.`,
  ];
}

/**
 * Paths as the API declares them, each in one form; the server of the document has the prefix of
 * the role.
 */
function withoutBase(paths: Paths, { name, apis }: ServedRole): Paths {
  const mounts = apis.flatMap((api) => mountsOf(api, name));
  const shown = mounts.filter(({ legacy }) => !legacy).map(({ route }) => route);
  const hidden = mounts.filter(({ legacy }) => legacy).map(({ route }) => route);
  const isUnder = (path: string, bases: string[]): string | undefined =>
    bases.find((base) => path.startsWith(`${base}/`));
  return Object.fromEntries(
    Object.entries(paths)
      .filter(([path]) => !path.startsWith('/{role}/') && !isUnder(path, hidden))
      .map(([path, item]) => [path.slice(isUnder(path, shown)?.length ?? 0), item]),
  );
}

function unserved({ name, apis }: ServedRole, served: Paths): Paths {
  const items: Paths = {};
  for (const operation of apis.flatMap(({ operations }) => Object.values(operations))) {
    const { path, method, servedBy } = operation;
    if (servedBy === name) continue;
    items[path] = { ...served[path], ...items[path], [method.toLowerCase()]: notServed(operation) };
  }
  return items;
}

/** Sorts a document for readers; the given paths come last. */
function inOrder(
  { openapi, info, servers, paths, ...rest }: OpenAPIObject,
  isLast: (entry: [path: string, item: PathItem]) => boolean = () => false,
): OpenAPIObject {
  const entries = Object.entries(paths);
  const sorted = [...entries.filter((entry) => !isLast(entry)), ...entries.filter(isLast)];
  return { openapi, info, ...(servers && { servers }), paths: Object.fromEntries(sorted), ...rest };
}

function notServed({ operationId, summary, api, servedBy }: Operation): PathItem['put'] {
  const provider = api.parties[servedBy] ?? servedBy;
  const header = (description: string): object => ({ description, schema: { type: 'string' } });
  return {
    operationId,
    summary: `${summary} (served by ${provider})`,
    tags: [provider],
    responses: {
      405: {
        description: `Method Not Allowed: ${provider} provides this endpoint`,
        headers: {
          Allow: header('Methods that this role serves on the path, possibly none'),
          ...(api.major !== undefined && { 'API-Version': header('Version of the API') }),
          'Sandbox-Reason': header('wrong-role, with the name of the provider'),
        },
      },
    },
  };
}

import type { INestApplication, Type as Class } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { stringify } from 'yaml';
import type { Api } from '../api/operation.js';
import { basePathOf, type ServedRole } from '../api/served-role.js';
import { VERSION } from '../config/version.js';
import type { ErrorFormat } from '../errors/error-format.js';
import { withCommonFacts, type Paths } from './common-facts.js';
import { securityScheme } from './operation-documentation.js';
import { servedPaths, unservedPaths } from './role-paths.js';

const LICENSE = { name: 'MIT', url: 'https://opensource.org/license/mit' };

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
    .setVersion(documentVersion(role))
    .setDescription(
      [
        `The sandbox serves: ${apis}.`,
        ...(role.apis.some(({ major }) => major !== undefined)
          ? ['Every path also works with its major version as a prefix.']
          : []),
        ...role.apis.flatMap(legacyNote),
        'Authorize with client demo, secret demo-secret or the one that the server prints.',
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
  const served = servedPaths(document.paths, role);
  const tokenPaths = Object.keys(role.family.tokenPaths([role.name], true)).map((path) =>
    path.startsWith(`${base}/`) ? path.slice(base.length) : path,
  );
  const formatOf = (path: string): ErrorFormat =>
    tokenPaths.includes(path) ? role.family.tokenErrorFormat(path) : role.family.errorFormat;
  const paths = withCommonFacts({ ...served, ...unservedPaths(role, served) }, formatOf);
  return inOrder(withUsedSchemas({ ...document, paths }), (path) => tokenPaths.includes(path));
}

/** OpenAPI document of the control API. */
export function controlDocument(
  app: INestApplication,
  control: Class,
  errorFormat: ErrorFormat,
): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Ketenlab control API')
    .setVersion(VERSION)
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
  const document = SwaggerModule.createDocument(app, config, {
    include: [control],
    autoTagControllers: false,
    // The handlers of the control API have readable names.
    operationIdFactory: (_controller, handler) => handler,
  });
  return inOrder({ ...document, paths: withCommonFacts(document.paths, () => errorFormat) });
}

/** Version of the API that a role serves; that of this product where it serves several. */
function documentVersion({ apis }: ServedRole): string {
  const [only, ...others] = apis.map(({ version }) => version);
  return only === undefined || others.length > 0 ? VERSION : only;
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

/** Removes schemas to which nothing refers: those of operations that exist on the older platform only. */
function withUsedSchemas(document: OpenAPIObject): OpenAPIObject {
  const { schemas = {} } = document.components ?? {};
  const text = JSON.stringify({ paths: document.paths, schemas });
  const used = Object.entries(schemas).filter(([name]) =>
    text.includes(`"#/components/schemas/${name}"`),
  );
  const kept = {
    ...document,
    components: { ...document.components, schemas: Object.fromEntries(used) },
  };
  return used.length < Object.keys(schemas).length ? withUsedSchemas(kept) : kept;
}

/** Sorts a document for readers; the paths for which `isLast` is true come last. */
function inOrder(
  { openapi, info, servers, paths, tags: _, ...rest }: OpenAPIObject,
  isLast: (path: string) => boolean = () => false,
): OpenAPIObject {
  const { title, description, version } = info;
  const entries = Object.entries(paths);
  const sorted: Paths = Object.fromEntries([
    ...entries.filter(([path]) => !isLast(path)),
    ...entries.filter(([path]) => isLast(path)),
  ]);
  return {
    openapi,
    info: { title, description, version, license: LICENSE },
    ...(servers && { servers }),
    paths: sorted,
    ...rest,
  };
}

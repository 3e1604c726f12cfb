import type { INestApplication, Type as Class } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { stringify } from 'yaml';
import type { Contract, Operation } from './operation.js';
import type { Role } from './role.js';

type PathItem = OpenAPIObject['paths'][string];

/** The OpenAPI document of a role: what it serves, and what its contracts have another party serve, as 405. */
export function roleDocument(app: INestApplication, role: Role): OpenAPIObject {
  const scopes = role.contracts.flatMap((contract) => scopesOf(contract));
  const tokenUrl = `/${role.name}/oauth2/token`;
  const apis = role.contracts.map(({ title, version }) => `${title} ${version}`).join(', ');
  const config = new DocumentBuilder()
    .setTitle(`Ketenlab as ${role.name}`)
    .setVersion(role.contracts.map(({ version }) => version).join(', '))
    .setDescription(
      `${apis}, played by the sandbox. Every path can also be asked for with its major version in front. ` +
        'Authorize with client demo, secret demo-secret.',
    )
    .addServer(`/${role.name}`, 'This sandbox')
    .addOAuth2(
      { type: 'oauth2', flows: { clientCredentials: { tokenUrl, scopes: describe(scopes) } } },
      'OAuth2',
    )
    .build();
  const made = SwaggerModule.createDocument(app, config, {
    include: [role.module, role.family.tokens],
  });
  return { ...made, paths: { ...withoutBase(made.paths, role), ...unserved(role, made) } };
}

/** The OpenAPI document of the control API. */
export function controlDocument(app: INestApplication, control: Class): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Ketenlab control API')
    .setVersion('1')
    .setDescription(
      'What a tester tells the sandbox and asks of it. Every workspace is a sandbox of its own; `default` always ' +
        'exists. Errors are RFC 9457 problem documents. A token is asked for when the server does not listen on loopback.',
    )
    .addServer('/', 'This sandbox')
    .addBearerAuth(
      { type: 'http', scheme: 'bearer', description: 'The value of SANDBOX_TOKEN' },
      'SandboxToken',
    )
    .build();
  return SwaggerModule.createDocument(app, config, { include: [control] });
}

/** The same document as the committed files have it. */
export function asYaml(document: OpenAPIObject): string {
  return stringify(document, { aliasDuplicateObjects: false, lineWidth: 100 });
}

function scopesOf({ operations }: Contract): string[] {
  return Object.values(operations).flatMap(({ scope }) => [...scope]);
}

function describe(scopes: string[]): Record<string, string> {
  return Object.fromEntries(scopes.map((scope) => [scope, `Scope ${scope}`]));
}

/** Paths as the contract prints them; the server of the document is the role. */
function withoutBase(paths: OpenAPIObject['paths'], { name }: Role): OpenAPIObject['paths'] {
  const kept = Object.entries(paths).filter(([path]) => !path.startsWith('/{role}/'));
  return Object.fromEntries(
    kept.map(([path, item]) => [path.replace(new RegExp(`^/${name}/v\\d+`), ''), item]),
  );
}

function unserved({ name, contracts }: Role, { paths }: OpenAPIObject): OpenAPIObject['paths'] {
  const elsewhere = contracts
    .flatMap(({ operations }) => Object.values(operations))
    .filter(({ servedBy }) => servedBy !== name);
  const items: OpenAPIObject['paths'] = {};
  for (const operation of elsewhere) {
    const { path, method } = operation;
    items[path] = {
      ...paths[path],
      ...items[path],
      [method.toLowerCase()]: notServed(operation),
    };
  }
  return items;
}

function notServed({ id, summary, contract, servedBy }: Operation): PathItem['put'] {
  const provider = contract.parties[servedBy] ?? servedBy;
  const header = (description: string): object => ({ description, schema: { type: 'string' } });
  return {
    operationId: id,
    summary: `${summary} (served by ${provider})`,
    tags: [provider],
    responses: {
      405: {
        description: `Method Not Allowed: ${provider} is the provider of this endpoint`,
        headers: {
          Allow: header('Methods that are served here, possibly none'),
          'API-Version': header('Version of the API'),
          'Sandbox-Reason': header('wrong-role, and who the provider is'),
        },
      },
    },
  };
}

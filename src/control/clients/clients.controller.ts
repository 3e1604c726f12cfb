import { Body, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import type { JSONWebKeySet } from 'jose';
import type { Client } from '../../platform/oauth/client.entity.js';
import { OutgoingTargets } from '../../platform/network/outgoing-targets.js';
import { Clients } from '../../platform/oauth/clients.js';
import { publicKeyErrors } from '../../platform/oauth/assertions/public-keys.js';
import type { SchemaError } from '../../platform/validation/schema.js';
import { problemDetails } from '../../platform/errors/problem-details.js';
import { Problem } from '../../platform/errors/problem.js';
import { ClientViews } from './client-views.js';
import { ControlOperation, WorkspaceController } from '../http/control-routes.js';
import { targetUrlErrors } from '../http/target-url.js';
import { ClientKeysView, ClientPage, ClientView } from './clients.messages.js';

const ClientParam = (): MethodDecorator =>
  ApiParam({
    name: 'clientId',
    description: 'Client id',
    schema: { type: 'string', example: 'demo' },
  });

@WorkspaceController('/clients', 'Clients')
export class ClientsController {
  constructor(
    private readonly clients: Clients,
    private readonly views: ClientViews,
    private readonly targets: OutgoingTargets,
  ) {}

  @Get()
  @ControlOperation('List clients with their secrets; the first one has every permission', {
    response: ClientPage,
  })
  listClients(@Param('ws') workspace: string): ClientPage {
    return { items: this.views.in(workspace) };
  }

  @Put(':clientId/keys')
  @ClientParam()
  @ControlOperation('Register the public keys of a client for private_key_jwt', {
    request: ClientKeysView,
    example: { jwks_uri: 'http://127.0.0.1:9000/jwks' },
    response: ClientView,
    problems: {
      400: 'The body contains neither a JWK Set of valid public keys nor a valid URL of one',
      404: 'The client does not exist',
    },
  })
  async registerClientKeys(
    @Param('ws') workspace: string,
    @Param('clientId') clientId: string,
    @Body() { jwks, jwks_uri: jwksUri }: ClientKeysView,
  ): Promise<ClientView> {
    const client = this.find(workspace, clientId);
    const errors = keysErrors(jwks, jwksUri, this.targets);
    if (errors.length > 0) throw problemDetails.schemaIncorrect(errors);
    await this.clients.setKeys(
      client,
      jwks ? { jwks: jwks as unknown as JSONWebKeySet } : { jwksUri: jwksUri ?? '' },
    );
    return this.views.of(client);
  }

  @Delete(':clientId/keys')
  @ClientParam()
  @HttpCode(204)
  @ControlOperation('Remove the public keys of a client', {
    status: 204,
    problems: { 404: 'The client does not exist' },
  })
  async deleteClientKeys(
    @Param('ws') workspace: string,
    @Param('clientId') clientId: string,
  ): Promise<void> {
    await this.clients.setKeys(this.find(workspace, clientId), null);
  }

  private find(workspace: string, clientId: string): Client {
    const client = this.clients.find(clientId);
    if (client?.workspace === workspace) return client;
    throw new Problem(404, { text: `Workspace ${workspace} has no client "${clientId}"` });
  }
}

function keysErrors(
  jwks: ClientKeysView['jwks'],
  jwksUri: string | undefined,
  targets: OutgoingTargets,
): SchemaError[] {
  if (jwks === undefined && jwksUri !== undefined)
    return targetUrlErrors('/jwks_uri', jwksUri, targets);
  if (jwks === undefined || jwksUri !== undefined) {
    const seen = jwks === undefined ? 'neither' : 'both';
    return [{ path: '', expected: 'either jwks or jwks_uri', seen }];
  }
  const { keys } = jwks;
  if (!Array.isArray(keys))
    return [
      { path: '/jwks', expected: 'a JWK Set (RFC 7517)', seen: 'JSON Web Key Set malformed' },
    ];
  return publicKeyErrors({ keys }).map((error) => ({ ...error, path: `/jwks${error.path}` }));
}

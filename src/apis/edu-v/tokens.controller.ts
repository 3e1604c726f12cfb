import { Controller, Get, Header, HttpCode, Post, Req, UseGuards } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { JWK } from 'jose';
import { Clients } from '../../platform/oauth/clients.js';
import { ASSERTION_ALGORITHMS } from '../../platform/oauth/assertions/client-assertion.js';
import { TokenPathGuard } from '../../platform/oauth/token-path.guard.js';
import { SigningKeys } from '../../platform/oauth/signing-keys.js';
import { TokenEndpoint, type IssuedToken } from '../../platform/oauth/token-endpoint.js';
import { tokenProblems } from '../../platform/oauth/oauth-errors.js';
import { Links } from '../../platform/http/links.js';
import { textOf, type RawBody } from '../../platform/http/raw-body.js';
import { EDU_ORG_ID, TokenError, TokenRequest, TokenResponse } from './token-messages.js';

const FORM = 'application/x-www-form-urlencoded';

/** The token endpoint, discovery document and keys of each Edu-V role, and of the root. */
@ApiTags('Tokens')
@UseGuards(TokenPathGuard)
@Controller()
export class EduvTokensController {
  constructor(
    private readonly endpoint: TokenEndpoint,
    private readonly signingKeys: SigningKeys,
    private readonly clients: Clients,
    private readonly links: Links,
  ) {}

  /** Grants a token to a client. */
  @Post(['oauth2/token', ':role/oauth2/token'])
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ operationId: 'issue-token', summary: 'Get a token (client credentials)' })
  @ApiConsumes(FORM)
  @ApiBody({ type: TokenRequest })
  @ApiResponse({
    status: 200,
    description: 'An access token for this provider',
    type: TokenResponse,
  })
  @ApiResponse({
    status: 400,
    description: 'The request does not conform to RFC 6749',
    type: TokenError,
  })
  @ApiResponse({ status: 401, description: 'invalid_client', type: TokenError })
  async issue(@Req() request: FastifyRequest): Promise<IssuedToken> {
    const { exchange, headers, url } = request;
    exchange.operation = 'issueToken';
    return this.endpoint.grant({
      issuer: this.issuerOf(request),
      path: url.split('?', 1)[0]?.replace(/\/$/, '') ?? '',
      form: formOf(request),
      context: [EDU_ORG_ID],
      authorization: headers.authorization,
    });
  }

  @Get(['oauth2/jwks', ':role/oauth2/jwks'])
  @ApiOperation({ operationId: 'get-keys', summary: 'Public keys that verify the tokens' })
  @ApiResponse({ status: 200, description: 'A JWK Set (RFC 7517)' })
  keys(@Req() request: FastifyRequest): { keys: JWK[] } {
    this.issuerOf(request);
    return this.signingKeys.jwks();
  }

  @Get(['.well-known/openid-configuration', ':role/.well-known/openid-configuration'])
  @ApiOperation({
    operationId: 'discover',
    summary: 'Metadata of the authorization server',
  })
  @ApiResponse({ status: 200, description: 'Authorization server metadata (RFC 8414)' })
  discovery(@Req() request: FastifyRequest): Record<string, unknown> {
    const issuer = this.issuerOf(request);
    return {
      issuer,
      token_endpoint: `${issuer}/oauth2/token`,
      jwks_uri: `${issuer}/oauth2/jwks`,
      grant_types_supported: ['client_credentials'],
      token_endpoint_auth_methods_supported: [
        'private_key_jwt',
        'client_secret_basic',
        'client_secret_post',
      ],
      token_endpoint_auth_signing_alg_values_supported: ASSERTION_ALGORITHMS,
      scopes_supported: this.clients.scopes,
      response_types_supported: ['none'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    };
  }

  private issuerOf(request: FastifyRequest): string {
    const base = this.links.issuerBaseOf(request);
    const { role: name } = request.params as { role?: string };
    if (name === undefined) return base;
    request.exchange.role = name;
    return `${base}/${name}`;
  }
}

function formOf({ body, exchange }: FastifyRequest): URLSearchParams {
  const mediaType = String(exchange.request.headers['content-type'] ?? 'missing');
  if (!mediaType.toLowerCase().startsWith(FORM)) {
    throw tokenProblems.invalidRequest(`Content-Type must be ${FORM}; seen: ${mediaType}`);
  }
  return new URLSearchParams(textOf(body as RawBody | undefined));
}

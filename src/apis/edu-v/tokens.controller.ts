import { Controller, Get, Header, HttpCode, Inject, Post, Req, UseGuards } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { JWK } from 'jose';
import { Clients } from '../../platform/oauth/clients.js';
import { ASSERTION_ALGORITHMS } from '../../platform/oauth/assertions/client-assertion.js';
import { TokenPathGuard } from '../../platform/oauth/token-path.guard.js';
import { SigningKeys } from '../../platform/oauth/signing-keys.js';
import {
  TokenEndpoint,
  authenticationOf,
  type ClientAuthentication,
  type IssuedToken,
} from '../../platform/oauth/token-endpoint.js';
import { oauthErrors, tokenProblems } from '../../platform/oauth/oauth-errors.js';
import type { Api, Operation } from '../../platform/api/operation.js';
import { ROLES, type ServedRole } from '../../platform/api/served-role.js';
import { at, passIf, type CheckResult } from '../../platform/requirements/check-result.js';
import { ErrorResponse, jwkSetResponse } from '../../platform/http/documented-responses.js';
import { Links } from '../../platform/http/links.js';
import { textOf, type RawBody } from '../../platform/http/raw-body.js';
import {
  EDU_ORG_ID,
  TokenError,
  TokenRequest,
  TokenResponse,
  tokenRequestExample,
} from './token-messages.js';

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
    @Inject(ROLES) private readonly roles: ServedRole[],
  ) {}

  /** Grants a token to a client. */
  @Post(['oauth2/token', ':role/oauth2/token'])
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ operationId: 'issueToken', summary: 'Get a token (client credentials)' })
  @ApiConsumes(FORM)
  @ApiBody({ type: TokenRequest, examples: { demo: { value: tokenRequestExample } } })
  @ApiResponse({
    status: 200,
    description: 'An access token for this provider',
    type: TokenResponse,
  })
  @ErrorResponse(
    {
      status: 400,
      description: 'The request does not conform to RFC 6749',
      body: TokenError,
      examples: { grantType: tokenProblems.unsupportedGrantType('password') },
    },
    oauthErrors,
  )
  @ErrorResponse(
    {
      status: 401,
      description: 'invalid_client',
      body: TokenError,
      examples: { unknownClient: tokenProblems.invalidClient('Unknown client') },
    },
    oauthErrors,
  )
  async issue(@Req() request: FastifyRequest): Promise<IssuedToken> {
    const { exchange, headers, url } = request;
    exchange.operation = 'issueToken';
    const requested = {
      issuer: this.issuerOf(request),
      path: url.split('?', 1)[0]?.replace(/\/$/, '') ?? '',
      form: formOf(request),
      context: [EDU_ORG_ID],
      authorization: headers.authorization,
    };
    const issued = await this.endpoint.grant(requested);
    exchange.record(this.checkAuthentication(exchange.role, issued, authenticationOf(requested)));
    return issued;
  }

  /** Checks how a client got a token, for each API of the provider in which the token is valid. */
  private checkAuthentication(
    role: string | undefined,
    { scope: granted }: IssuedToken,
    authentication: ClientAuthentication,
  ): CheckResult[] {
    const scopes = granted.split(' ');
    const expected = 'private_key_jwt; production refuses a client secret';
    const detail = at('client_assertion', expected, authentication);
    const operations = this.roles
      .filter(({ name }) => role === undefined || name === role)
      .flatMap(({ name, apis }) => apis.flatMap((api) => operationsServedBy(api, name)))
      .filter(({ scope }) => scope.some((one) => scopes.includes(one)));
    return [...new Set(operations.map(({ api }) => api))].flatMap(
      ({ requirements: { clientAuthenticationRequirement: requirement } }) =>
        requirement ? [passIf(requirement, authentication === 'private_key_jwt', detail)] : [],
    );
  }

  @Get(['oauth2/jwks', ':role/oauth2/jwks'])
  @ApiOperation({ operationId: 'getKeys', summary: 'Public keys that verify the tokens' })
  @ApiResponse(jwkSetResponse)
  keys(@Req() request: FastifyRequest): { keys: JWK[] } {
    this.issuerOf(request);
    return this.signingKeys.jwks();
  }

  @Get(['.well-known/openid-configuration', ':role/.well-known/openid-configuration'])
  @ApiOperation({
    operationId: 'getServerMetadata',
    summary: 'Metadata of the authorization server',
  })
  @ApiResponse({
    status: 200,
    description: 'Authorization server metadata (RFC 8414)',
    schema: { type: 'object', additionalProperties: true },
  })
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
    const base = this.links.baseOf(request);
    const { role: name } = request.params as { role?: string };
    if (name === undefined) return base;
    request.exchange.role = name;
    return `${base}/${name}`;
  }
}

function operationsServedBy({ operations }: Api, role: string): Operation[] {
  return Object.values(operations).filter(({ servedBy }) => servedBy === role);
}

function formOf({ body, exchange }: FastifyRequest): URLSearchParams {
  const mediaType = String(exchange.request.headers['content-type'] ?? 'missing');
  if (!mediaType.toLowerCase().startsWith(FORM)) {
    throw tokenProblems.invalidRequest(`Content-Type must be ${FORM}; seen: ${mediaType}`);
  }
  return new URLSearchParams(textOf(body as RawBody | undefined));
}

import { Controller, Get, Header, HttpCode, Post, Req, UseGuards } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiOperation,
  ApiQuery,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { JWK } from 'jose';
import { TokenPathGuard } from '../../platform/oauth/token-path.guard.js';
import { SigningKeys } from '../../platform/oauth/signing-keys.js';
import { Operations } from '../../platform/api/operations.js';
import { checkJson } from '../../platform/requirements/check-json.js';
import { parseJson } from '../../platform/requirements/check-result.js';
import { ErrorResponse, jwkSetResponse } from '../../platform/http/documented-responses.js';
import { Links } from '../../platform/http/links.js';
import { Paths } from '../../platform/http/paths.js';
import type { Problem } from '../../platform/errors/problem.js';
import { textOf, type RawBody } from '../../platform/http/raw-body.js';
import { BASE, audienceOf, serviceOf } from './audiences.js';
import { tokenErrors, tokenRefused } from './errors.js';
import { TokenIssuer } from './token-issuer.js';
import {
  BokbasenTokenError,
  BokbasenTokenRequest,
  BokbasenTokenResponse,
  bokbasenTokenRequestExample,
} from './token-messages.js';

const JSON_TYPE = 'application/json';
const FORM = 'application/x-www-form-urlencoded';
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Token endpoint of Bokbasen, and the public keys of its tokens. */
@ApiTags('Tokens')
@UseGuards(TokenPathGuard)
@Controller()
export class BokbasenTokensController {
  constructor(
    private readonly issuer: TokenIssuer,
    private readonly signingKeys: SigningKeys,
    private readonly links: Links,
    private readonly paths: Paths,
    private readonly operations: Operations,
  ) {}

  /** Grants a token for an audience. */
  @Post(['bokbasen/oauth/token', 'oauth/token'])
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ operationId: 'issueToken', summary: 'Get a token (client credentials)' })
  @ApiConsumes(JSON_TYPE, FORM)
  @ApiBody({
    type: BokbasenTokenRequest,
    examples: { demo: { value: bokbasenTokenRequestExample } },
  })
  @ApiQuery({
    name: 'audience',
    required: false,
    description: 'Service to call, where the body does not name it',
    schema: { type: 'string', example: audienceOf('orders') },
  })
  @ApiResponse({
    status: 200,
    description: 'An access token for the audience',
    type: BokbasenTokenResponse,
  })
  @ErrorResponse(
    {
      status: 401,
      description: 'A field is missing, or the client id or secret is wrong',
      body: BokbasenTokenError,
      examples: { wrongSecret: notRead('the secret is wrong') },
    },
    tokenErrors,
  )
  @ErrorResponse(
    {
      status: 403,
      description: 'The audience does not exist, or the client may not use it',
      body: BokbasenTokenError,
      examples: {
        unknownAudience: tokenRefused(
          'audienceUnknown',
          'unknown audience; the trailing slash is required',
          { audience: audienceOf('unknown') },
        ),
      },
    },
    tokenErrors,
  )
  async issue(@Req() request: FastifyRequest): Promise<BokbasenTokenResponse> {
    const { exchange, headers, host } = request;
    exchange.operation = 'issueToken';
    const base = this.links.baseOf(request);
    const reached = [base, `http://${host}`, ...this.loopbackNames(host)];
    const fields = { ...textsOf(request.query), ...fieldsOf(request) };
    this.checkBody(request, serviceOf(fields['audience'] ?? '', reached));
    return this.issuer.grant({
      issuer: `${base}${this.paths.aliasOf(host) === undefined ? BASE : ''}/`,
      reached,
      fields,
      authorization: headers.authorization,
    });
  }

  @Get('bokbasen/.well-known/jwks.json')
  @ApiOperation({ operationId: 'getKeys', summary: 'Public keys that verify the tokens' })
  @ApiResponse(jwkSetResponse)
  keys(): { keys: JWK[] } {
    return this.signingKeys.jwks();
  }

  /** Records the faults in the text of a JSON body, which the API of the service has requirements on. */
  private checkBody({ body, exchange }: FastifyRequest, service: string | undefined): void {
    const operation = this.operations.all.find(({ audience }) => audience === service);
    const { json } = operation?.api.requirements ?? {};
    const text = (body as RawBody | undefined)?.bytes.toString('utf8') ?? '';
    const value = parseJson(text);
    if (json && value !== undefined) exchange.record(checkJson(json.request, { text, value }));
  }

  /** Local base URLs of the port on which the sandbox listens. */
  private loopbackNames(host: string): string[] {
    const port = /:\d+$/.exec(host)?.[0] ?? '';
    return LOOPBACK.map((name) => `http://${name}${port}`);
  }
}

/** The string fields of an object: a parameter that comes twice is a list, and dropped. */
function textsOf(value: unknown): Record<string, string> {
  const entries = Object.entries(value && typeof value === 'object' ? value : {});
  return Object.fromEntries(entries.filter((entry) => typeof entry[1] === 'string'));
}

/** The fields of a JSON or form body. */
function fieldsOf({ body, exchange }: FastifyRequest): Record<string, string> {
  const text = textOf(body as RawBody | undefined);
  const mediaType = String(exchange.request.headers['content-type'] ?? '').toLowerCase();
  if (mediaType.startsWith(FORM)) return Object.fromEntries(new URLSearchParams(text));
  if (text === '') return {};
  if (!mediaType.startsWith(JSON_TYPE))
    throw notRead(`Content-Type must be ${JSON_TYPE} or ${FORM}`);
  try {
    const value: unknown = JSON.parse(text);
    return textsOf(value);
  } catch {
    throw notRead('the body is not valid JSON');
  }
}

function notRead(why: string): Problem {
  return tokenRefused('unauthorized', why);
}

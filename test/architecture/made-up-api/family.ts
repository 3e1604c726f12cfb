import { Controller, HttpCode, Module, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { ApiFamily } from '../../../src/apis/descriptor.js';
import { problemDetails } from '../../../src/platform/errors/problem-details.js';
import { Links } from '../../../src/platform/http/links.js';
import type { RawBody } from '../../../src/platform/http/raw-body.js';
import { oauthErrors } from '../../../src/platform/oauth/oauth-errors.js';
import { TokenEndpoint, type IssuedToken } from '../../../src/platform/oauth/token-endpoint.js';

const TOKEN = '/lender/token';

@Controller()
class LendingTokensController {
  constructor(
    private readonly endpoint: TokenEndpoint,
    private readonly links: Links,
  ) {}

  @Post(TOKEN)
  @HttpCode(200)
  issue(@Req() request: FastifyRequest): Promise<IssuedToken> {
    request.exchange.operation = 'issueToken';
    const text = (request.body as RawBody).bytes.toString('utf8');
    return this.endpoint.grant({
      issuer: `${this.links.baseOf(request)}/lender`,
      path: TOKEN,
      form: new URLSearchParams(text),
      context: [],
      authorization: request.headers.authorization,
    });
  }
}

@Module({ controllers: [LendingTokensController] })
class LendingTokensModule {}

/** Example API family of this test with its own token endpoint. */
export const lending: ApiFamily = {
  name: 'lending',
  errorFormat: problemDetails,
  rules: [],
  clients: [
    { kind: 'lender', description: 'A client.', scopes: ['lending.loan'], connected: true },
    { kind: 'visitor', description: 'A client.', scopes: [], connected: true },
  ],
  client: { tokenPath: 'token' },
  tokenOperations: ['issueToken'],
  tokensModule: LendingTokensModule,
  tokenPaths: () => ({ [TOKEN]: ['POST'] }),
  tokenErrorFormat: () => oauthErrors,
  tokenUrl: () => TOKEN,
};

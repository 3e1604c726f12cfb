import { ASSERTION_TYPE } from '../../platform/oauth/assertions/client-assertion.js';
import { Int, OneOf, Optional, Text } from '../../platform/validation/fields.js';

/**
 * The school for which the client acts: a parameter of the token endpoint, and a claim of the
 * token.
 */
export const EDU_ORG_ID = 'edu_org_id';

export class TokenRequest {
  @OneOf(['client_credentials'], 'The only grant that is offered', {
    example: 'client_credentials',
  })
  grant_type!: string;

  @Optional()
  @Text('Scopes, separated by spaces; empty or absent: all that the client has', {
    example: 'eduv.order',
  })
  scope?: string;

  @Optional()
  @Text('Identifier of the school for which the client acts', { example: '104A158' })
  edu_org_id?: string;

  @Optional()
  @Text('The client, unless it authenticates by Authorization: Basic', { example: 'demo' })
  client_id?: string;

  @Optional()
  @Text('Its secret, unless it authenticates by Authorization: Basic', { example: 'demo-secret' })
  client_secret?: string;

  @Optional()
  @OneOf([ASSERTION_TYPE], 'Comes with client_assertion')
  client_assertion_type?: string;

  @Optional()
  @Text(
    'private_key_jwt: a JWT that the client signed (RS256, PS256, ES256), with iss, sub, aud, iat, exp, jti',
  )
  client_assertion?: string;
}

export class TokenResponse {
  @Text('A signed JWT')
  access_token!: string;

  @OneOf(['Bearer'], 'How it is used')
  token_type!: string;

  @Int('Seconds until it expires', { example: 21600 })
  expires_in!: number;

  @Text('The scopes that were granted', { example: 'eduv.order' })
  scope!: string;
}

export class TokenError {
  @OneOf(
    ['invalid_request', 'invalid_client', 'invalid_scope', 'unsupported_grant_type'],
    'What is wrong, in the words of RFC 6749',
  )
  error!: string;

  @Optional()
  @Text('What is wrong, and what was expected')
  error_description?: string;
}

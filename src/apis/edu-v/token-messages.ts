import { ASSERTION_TYPE } from '../../platform/oauth/assertions/client-assertion.js';
import { Int, OneOf, Optional, Text } from '../../platform/validation/fields.js';

/**
 * The school for which the client acts: a parameter of the token endpoint, and a claim of the
 * token.
 */
export const EDU_ORG_ID = 'edu_org_id';

export class TokenRequest {
  @OneOf(['client_credentials'], 'The only supported grant type', {
    example: 'client_credentials',
  })
  grant_type!: string;

  @Optional()
  @Text('Scopes, separated by spaces; when empty or absent: all scopes of the client', {
    example: 'eduv.order',
  })
  scope?: string;

  @Optional()
  @Text('Identifier of the school on whose behalf the client calls', { example: '104A158' })
  edu_org_id?: string;

  @Optional()
  @Text('Client id, unless the client authenticates with Authorization: Basic', { example: 'demo' })
  client_id?: string;

  @Optional()
  @Text('Client secret, unless the client authenticates with Authorization: Basic', {
    example: 'demo-secret',
  })
  client_secret?: string;

  @Optional()
  @OneOf([ASSERTION_TYPE], 'Required with client_assertion')
  client_assertion_type?: string;

  @Optional()
  @Text(
    'private_key_jwt: a JWT signed by the client (RS256, PS256, ES256), with iss, sub, ' +
      'aud, iat, exp, jti',
  )
  client_assertion?: string;
}

/** The demo client, which authenticates in the form and gets all its scopes. */
export const tokenRequestExample: TokenRequest = {
  grant_type: 'client_credentials',
  client_id: 'demo',
  client_secret: 'demo-secret',
};

export class TokenResponse {
  @Text('Access token: a signed JWT')
  access_token!: string;

  @OneOf(['Bearer'], 'Type of the token')
  token_type!: string;

  @Int('Lifetime in seconds', { example: 21600 })
  expires_in!: number;

  @Text('Granted scopes', { example: 'eduv.order' })
  scope!: string;
}

export class TokenError {
  @OneOf(
    ['invalid_request', 'invalid_client', 'invalid_scope', 'unsupported_grant_type'],
    'Error code of RFC 6749',
  )
  error!: string;

  @Optional()
  @Text('Description of the error: what is wrong, and what was expected')
  error_description?: string;
}

import { Int, OneOf, Text, Optional } from '../../platform/validation/fields.js';

export class BokbasenTokenRequest {
  @OneOf(['client_credentials'], 'The only supported grant type', {
    example: 'client_credentials',
  })
  grant_type!: string;

  @Optional()
  @Text('Client id, unless the client authenticates with Authorization: Basic', { example: 'demo' })
  client_id?: string;

  @Optional()
  @Text('Client secret, unless the client authenticates with Authorization: Basic', {
    example: 'demo-secret',
  })
  client_secret?: string;

  @Optional()
  @Text('Service to call, with the trailing slash; also accepted in the query', {
    example: 'https://api.bokbasen.io/orders/',
  })
  audience?: string;
}

/** The demo client, which authenticates in the body. */
export const bokbasenTokenRequestExample: BokbasenTokenRequest = {
  grant_type: 'client_credentials',
  client_id: 'demo',
  client_secret: 'demo-secret',
  audience: 'https://api.bokbasen.io/orders/',
};

export class BokbasenTokenResponse {
  @Text('Access token: a signed JWT')
  access_token!: string;

  @Int(
    'Lifetime in seconds. The same token is returned again while it is valid for at least ' +
      'five more minutes',
    {
      example: 86400,
    },
  )
  expires_in!: number;

  @OneOf(['Bearer'], 'Type of the token')
  token_type!: string;
}

export class BokbasenTokenError {
  @Text('Error code', { example: 'access_denied' })
  error!: string;

  @Text('Description of the error; the Sandbox-Reason header gives details', {
    example: 'Unauthorized',
  })
  error_description!: string;
}

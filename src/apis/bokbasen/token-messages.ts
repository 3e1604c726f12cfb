import { Int, OneOf, Text, Optional } from '../../platform/validation/fields.js';

export class BokbasenTokenRequest {
  @OneOf(['client_credentials'], 'The only grant that is offered', {
    example: 'client_credentials',
  })
  grant_type!: string;

  @Optional()
  @Text('The client, unless it authenticates by Authorization: Basic', { example: 'demo' })
  client_id?: string;

  @Optional()
  @Text('Its secret, unless it authenticates by Authorization: Basic', { example: 'demo-secret' })
  client_secret?: string;

  @Optional()
  @Text('The service to call, with its trailing slash; also accepted in the query', {
    example: 'https://api.bokbasen.io/orders/',
  })
  audience?: string;
}

export class BokbasenTokenResponse {
  @Text('A signed JWT')
  access_token!: string;

  @Int('Seconds until it expires: a token is handed out again while it has five minutes left', {
    example: 86400,
  })
  expires_in!: number;

  @OneOf(['Bearer'], 'How it is used')
  token_type!: string;
}

export class BokbasenTokenError {
  @Text('What is wrong, in a word', { example: 'access_denied' })
  error!: string;

  @Text('What is wrong; the header Sandbox-Reason says more', { example: 'Unauthorized' })
  error_description!: string;
}

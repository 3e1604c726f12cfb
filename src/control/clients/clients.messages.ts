import { FreeForm, ListOf, ListOfText, Optional, Text } from '../../platform/validation/fields.js';

export class ClientKeysView {
  @Optional()
  @FreeForm('JWK Set with the public keys')
  jwks?: Record<string, unknown>;

  @Optional()
  @Text('URL of the JWK Set that the client publishes', { example: 'http://127.0.0.1:9000/jwks' })
  jwks_uri?: string;
}

export class ClientView extends ClientKeysView {
  @Text('Client id', { example: 'demo' })
  clientId!: string;

  @Text('Client secret', { example: 'demo-secret' })
  clientSecret!: string;

  @Text('Kind of client', { example: 'everything' })
  kind!: string;

  @ListOfText('OAuth scopes that the client may request', { example: ['{{scope}}'] })
  scopes!: string[];

  @ListOfText('Audiences for which the client may request tokens, in APIs with audiences', {
    example: ['{{audience}}'],
  })
  audiences!: string[];

  @ListOfText('Numbers of the parties that the client represents', { example: ['4321'] })
  parties!: string[];
}

export class ClientPage {
  @ListOf(() => ClientView, 'Clients')
  items!: ClientView[];
}

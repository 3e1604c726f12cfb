import { OneOf, Optional, Text } from '../../platform/validation/fields.js';
import { tokenAuths, type TokenAuth } from '../../platform/outbox/partner.entity.js';

export class PartnerView {
  @Text('Base URL of the partner; the path of the operation is appended to it', {
    example: 'http://127.0.0.1:9000/v1',
  })
  baseUrl!: string;

  @Optional()
  @Text('Token endpoint of the partner; absent: messages are sent without a token', {
    example: 'http://127.0.0.1:9000/oauth2/token',
  })
  tokenUrl?: string;

  @Optional()
  @OneOf(tokenAuths, 'Client authentication method at the token endpoint', {
    default: 'client_secret_basic',
  })
  tokenAuth?: TokenAuth;

  @Optional()
  @Text('Client id of the sandbox at the partner', { example: 'ketenlab' })
  clientId?: string;

  @Optional()
  @Text('Client secret of the sandbox at the partner; write-only', { example: 'secret' })
  clientSecret?: string;

  @Optional()
  @Text('OAuth scope to request; absent: the scope that the operation requires', {
    example: '{{scope}}',
  })
  scope?: string;
}

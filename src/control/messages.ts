import {
  FreeForm,
  Int,
  ListOf,
  ListOfObjects,
  ListOfText,
  Nested,
  Num,
  OneOf,
  Optional,
  Text,
  Timestamp,
  Uuid,
} from '../platform/validation/fields.js';
import { tokenAuths, type TokenAuth } from '../platform/outbox/partner.entity.js';

export class ExchangePart {
  @FreeForm('Header fields; credentials are redacted')
  headers!: Record<string, unknown>;

  @Optional()
  @FreeForm(
    'The body: the JSON value where it is JSON, otherwise its text, null when there was none',
  )
  body?: unknown;
}

export class FindingView {
  @Text('Id of the requirement', { example: '{{requirement}}' })
  requirement!: string;

  @OneOf(['MUST', 'SHOULD', 'INFO'], 'How much it matters')
  level!: string;

  @Text('JSON Pointer into the message')
  pointer!: string;

  @Text('What was expected there')
  expected!: string;

  @Text('What was seen there')
  seen!: string;

  @Text('Where the requirement is written')
  source!: string;

  @Text('The requirement')
  text!: string;
}

export class AppliedFaultView {
  @Uuid('Id of the fault')
  id!: string;

  @Text('What was wrong, on purpose', { example: 'latency' })
  kind!: string;

  @Text('before or after the request was processed', { example: 'before' })
  when!: string;
}

export class NearMissView {
  @Text('Name of the operation that is closest', { example: '{{operation}}' })
  operation!: string;

  @Text('The role that serves it', { example: '{{role}}' })
  role!: string;

  @Text('Its method', { example: 'PUT' })
  method!: string;

  @Text('Its path, as it could have been asked for', { example: '{{path}}' })
  path!: string;

  @Text('Why the request did not match it')
  reason!: string;
}

export class ExchangeView {
  @Uuid('Identity; sorts by time')
  id!: string;

  @Timestamp('When the request began, in real time')
  at!: string;

  @OneOf(['inbound', 'outbound'], 'inbound: somebody called us; outbound: we called')
  direction!: string;

  @OneOf(['partner', 'sandbox'], 'sandbox: a call between our own roles')
  peer!: string;

  @Optional()
  @Text('The role of ours that took part; null where none did')
  role?: string;

  @Optional()
  @Text('Name of the operation; null where the request hit none', { example: '{{operation}}' })
  operation?: string;

  @Text('HTTP method')
  method!: string;

  @Text('Path and query as they were asked for')
  path!: string;

  @Int('HTTP status; 0 when no answer came')
  status!: number;

  @Num('Duration in milliseconds')
  durationMs!: number;

  @Nested(() => ExchangePart, 'The request')
  request!: ExchangePart;

  @Nested(() => ExchangePart, 'The answer')
  response!: ExchangePart;

  @ListOf(() => FindingView, 'What the message does other than it should')
  findings!: FindingView[];

  @Optional()
  @Nested(() => AppliedFaultView, 'The fault on purpose that the request met')
  fault?: AppliedFaultView;

  @Optional()
  @Nested(() => NearMissView, 'The operation that was probably meant, where the request hit none')
  nearMiss?: NearMissView;
}

export class ExchangePage {
  @ListOf(() => ExchangeView, 'The newest first')
  items!: ExchangeView[];

  @Optional()
  @Text('Give it as `cursor` for the next page; absent on the last')
  nextCursor?: string;
}

export class AttemptView {
  @Timestamp("When it was tried, in the workspace's time")
  at!: string;

  @Optional()
  @Nested(() => ExchangePart, 'The request, as long as the journal has it')
  request?: ExchangePart;

  @Optional()
  @Nested(() => ExchangePart, 'The answer, as long as the journal has it')
  response?: ExchangePart;

  @Optional()
  @Int('HTTP status of the answer; absent when none came')
  status?: number;

  @Optional()
  @Text('Why no answer came')
  error?: string;

  @Int('Duration in milliseconds')
  durationMs!: number;
}

export class DeliveryView {
  @Uuid('Identity; sorts by time')
  id!: string;

  @Text('Name of the operation that is called', { example: '{{sentOperation}}' })
  operation!: string;

  @Text('The role that is to receive it', { example: '{{receiver}}' })
  to!: string;

  @Uuid('Reference id of the message that it is, or confirms')
  about!: string;

  @OneOf(
    ['waiting', 'sent', 'refused', 'failed', 'cancelled'],
    'refused: the partner answered 4xx; failed: every attempt came to nothing',
  )
  state!: string;

  @Timestamp("When it is due, in the workspace's time")
  dueAt!: string;

  @FreeForm('The message')
  body!: unknown;

  @ListOf(() => AttemptView, 'What came of each attempt')
  attempts!: AttemptView[];
}

export class DeliveryPage {
  @ListOf(() => DeliveryView, 'The newest first')
  items!: DeliveryView[];

  @Optional()
  @Text('Give it as `cursor` for the next page; absent on the last')
  nextCursor?: string;
}

export class StatePage {
  @ListOfObjects('The wire documents, with what became of them; the newest first')
  items!: object[];

  @Optional()
  @Text('Give it as `cursor` for the next page; absent on the last')
  nextCursor?: string;
}

export class PartnerView {
  @Text('Base URL of the partner; the path of the operation is appended to it', {
    example: 'http://127.0.0.1:9000/v1',
  })
  baseUrl!: string;

  @Optional()
  @Text('Where a token is fetched; absent: messages carry none', {
    example: 'http://127.0.0.1:9000/oauth2/token',
  })
  tokenUrl?: string;

  @Optional()
  @OneOf(tokenAuths, 'How we authenticate there', {
    default: 'client_secret_basic',
  })
  tokenAuth?: TokenAuth;

  @Optional()
  @Text('Our client id at the partner', { example: 'ketenlab' })
  clientId?: string;

  @Optional()
  @Text('Our secret at the partner; never shown again', { example: 'secret' })
  clientSecret?: string;

  @Optional()
  @Text('Scope to ask for; absent: the one that the operation wants', { example: '{{scope}}' })
  scope?: string;
}

export class SettingsView {
  @Optional()
  @OneOf(['auto', 'manual'], 'manual: messages wait for approve or decline', { example: 'auto' })
  decide?: 'auto' | 'manual';

  @Optional()
  @Text('ISO 8601 duration between a message and its confirmation', { example: 'PT0.2S' })
  confirmAfter?: string;

  @Optional()
  @Text('ISO 8601 duration for which a message is being processed, in the APIs that tell so', {
    example: 'PT1S',
  })
  processAfter?: string;

  @Optional()
  @ListOfText('ISO 8601 durations before each further attempt', {
    example: ['PT1S', 'PT5S', 'PT30S', 'PT5M'],
  })
  retryPauses?: string[];
}

export class ClockView {
  @OneOf(['real', 'frozen'], 'frozen: time stands still until it is advanced', {
    example: 'frozen',
  })
  mode!: 'real' | 'frozen';

  @Optional()
  @Timestamp(
    'The time of the workspace; absent on input: frozen where it is, or real without offset',
    {
      example: '2026-09-01T08:00:00Z',
    },
  )
  now?: string;
}

export class AdvanceClockRequest {
  @Text('ISO 8601 duration by which time moves on', { example: 'PT5M' })
  duration!: string;
}

export class AdvanceClockView {
  @Timestamp('The time of the workspace now')
  now!: string;

  @Int('Deliveries that arrived')
  delivered!: number;

  @Int('Deliveries that were refused or given up')
  failed!: number;

  @Int('Deliveries that still wait')
  waiting!: number;
}

export class DecisionReason {
  @Optional()
  @Text('Goes into the confirmation of a decline', { example: 'out of print' })
  reason?: string;
}

export class RuleView {
  @Text('Name of the switch; the variable is RULES_ and this name')
  name!: string;

  @Text('The value that is in force')
  value!: string;

  @ListOfText('What it can be, the default first')
  values!: string[];

  @Text('What it is about')
  about!: string;

  @Text('Where the default reading is written')
  source!: string;

  @Text('Where the other reading is written')
  otherReading!: string;
}

export class RulePage {
  @ListOf(() => RuleView, 'The rules')
  items!: RuleView[];
}

export class ClientKeysView {
  @Optional()
  @FreeForm('JWK Set with the public keys')
  jwks?: Record<string, unknown>;

  @Optional()
  @Text('Where the client publishes its JWK Set', { example: 'http://127.0.0.1:9000/jwks' })
  jwks_uri?: string;
}

export class ClientView extends ClientKeysView {
  @Text('Client id', { example: 'demo' })
  clientId!: string;

  @Text('Its secret', { example: 'demo-secret' })
  clientSecret!: string;

  @Text('What sort of party it is', { example: 'everything' })
  kind!: string;

  @ListOfText('Scopes that it may ask for', { example: ['{{scope}}'] })
  scopes!: string[];

  @ListOfText('Services for which it gets tokens, where the audience decides', {
    example: ['{{audience}}'],
  })
  audiences!: string[];

  @ListOfText('Numbers of the parties for which it acts', { example: ['4321'] })
  parties!: string[];
}

export class ClientPage {
  @ListOf(() => ClientView, 'The clients')
  items!: ClientView[];
}

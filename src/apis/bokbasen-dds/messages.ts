import {
  Bool,
  CalendarDate,
  CustomType,
  ListOf,
  Pattern,
  Nested,
  Num,
  OneOf,
  Optional,
  Text,
} from '../../platform/validation/fields.js';

const isDigits = (value: unknown): boolean =>
  typeof value === 'number'
    ? Number.isSafeInteger(value) && value >= 0
    : typeof value === 'string' && /^\d+$/.test(value);
const isTruth = (value: unknown): boolean =>
  [true, false, 'true', 'false'].includes(value as boolean);

const Price = (example: string): PropertyDecorator =>
  CustomType(
    isDigits,
    'digits, or a whole number that is not negative',
    {
      anyOf: [
        { type: 'string', pattern: '^\\d+$' },
        { type: 'integer', minimum: 0 },
      ],
      example,
    },
    'Price sold for in øre (1/100 NOK), VAT included: NOK 189 is 18900',
  );

export class OrderOfTitle {
  @Pattern(
    /^(?=.*\S).{1,255}$/s,
    '1 to 255 characters',
    "Order id of the store: DDS's transaction id, valid once for a store",
    {
      example: '123456789',
    },
  )
  orderid!: string;

  @Text('Id of the product in the inventory; in either case', {
    example: 'fab4599e-eb2e-445a-a7f9-4af12c052dec',
  })
  resid!: string;

  @Price('18900')
  spd!: string | number;

  @Optional()
  @Text(
    'DDS-ID of the consumer, to whom the order stays attached. Required by the page, and absent in its example: RULES_DDS_CONSUMER_ID',
    { example: 'gaf4599e-fg5e-445a-a7f9-6af14c052dec' },
  )
  id?: string;

  @Optional()
  @Text('First name of the buyer; required for SDRM, two characters or more', { example: 'Ola' })
  firstname?: string;

  @Optional()
  @Text('Last name of the buyer; required for SDRM, two characters or more', {
    example: 'Nordmann',
  })
  lastname?: string;

  @Optional()
  @CustomType(
    isTruth,
    'true or false',
    { anyOf: [{ type: 'boolean' }, { type: 'string', enum: ['true', 'false'] }], example: false },
    'The order is for the excerpt',
  )
  excerpt?: boolean | string;
}

export class SubscriptionOrder {
  @Optional()
  @Pattern(
    /^(?=.*\S).{1,255}$/s,
    '1 to 255 characters',
    'Order id of the service; one is made up when absent',
    {
      example: 'sub-1',
    },
  )
  orderid?: string;

  @Text('Id of the product in the inventory; in either case', {
    example: 'fab4599e-eb2e-445a-a7f9-4af12c052dec',
  })
  resid!: string;

  @Optional()
  @Price('0')
  spd?: string | number;

  @Optional()
  @Text('First name of the reader; required for SDRM', { example: 'Ola' })
  firstname?: string;

  @Optional()
  @Text('Last name of the reader; required for SDRM', { example: 'Nordmann' })
  lastname?: string;
}

export class ContentQuery {
  @Optional()
  @Text('Kind of file, where there are several', { example: 'audio/vnd.bokbasen.complete-public' })
  type?: string;

  @Optional()
  @Text('Bitrate of an audiobook', { example: '64' })
  bitrate?: string;
}

export class ContentChoice {
  @Text('Kind of file', { example: 'audio/vnd.bokbasen.complete-public' })
  type!: string;

  @Optional()
  @Text('Bitrate', { example: '64' })
  bitrate?: string;
}

export class ContentChoices {
  @ListOf(() => ContentChoice, 'Every combination that there is')
  choices!: ContentChoice[];
}

export class DownloadStatus {
  @OneOf(['PROCESSING', 'READY', 'FAILED'], 'Read again after half a second while it is PROCESSING')
  status!: string;

  @Optional()
  @Text('Where the file is, when it is READY')
  downloadURL?: string;
}

export class InventoryQuery {
  @Optional()
  @Text('Titles updated from this moment on, in UTC: yyyyMMddHHmmss; this or next', {
    example: '20260901000000',
  })
  after?: string;

  @Optional()
  @Text('The header Next of the page before; this or after')
  next?: string;

  @Optional()
  @Text('1 to 10000, 10000 when absent')
  pagesize?: string;
}

export class InventoryV1Query {
  @Optional()
  @Text('Id of the product')
  id?: string;

  @Optional()
  @Text('ISBN; its latest version')
  isbn?: string;

  @Optional()
  @Text('From this moment on: yyyyMMddHHmmss; wants state')
  fromDate?: string;

  @Optional()
  @Text('Up to this moment: yyyyMMddHHmmss; wants state')
  toDate?: string;

  @Optional()
  @OneOf(
    ['PUBLISHED', 'UNPUBLISHED', 'CREATED', 'MODIFIED', 'DELETED', 'FIRST_PUBLISHED', 'ACCESS'],
    'What happened to the titles that are asked for',
  )
  state?: string;
}

export class Registration {
  @Pattern(/^[^@\s]+@[^@\s]+$/, 'an e-mail address', 'E-mail address, one account for each', {
    example: 'kari.nordmann@example.org',
  })
  email!: string;

  @Pattern(/^\s*\S.*\S\s*$/s, 'two characters or more', 'First name', { example: 'Kari' })
  name!: string;

  @Pattern(/^\s*\S.*\S\s*$/s, 'two characters or more', 'Last name', { example: 'Nordmann' })
  surname!: string;
}

export class Account {
  @Optional()
  @Text('DDS-ID', { example: 'gaf4599e-fg5e-445a-a7f9-6af14c052dec' })
  id?: string;

  @Optional()
  @Bool('The account can be used', { example: true })
  active?: boolean;

  @Optional()
  @Text('USER_NOT_FOUND in the place of both, when there is no account')
  data?: string;
}

export class StreamingCost {
  @Num('Total cost', { example: 1000 })
  totalCost!: number;

  @Optional()
  @Num('Of it paid')
  paidCost?: number;

  @Optional()
  @Num('Of it on trial')
  trialCost?: number;
}

export class StreamingConsumption {
  @Num('Number of books read', { example: 100 })
  total!: number;

  @Optional()
  @Num('Of it paid')
  paid?: number;

  @Optional()
  @Num('Of it on trial')
  trial?: number;
}

export class StreamingPrice {
  @Optional()
  @Num('Price per use', { example: 10 })
  ppu?: number;

  @Optional()
  @Num('Of paid use')
  paidPpu?: number;

  @Optional()
  @Num('Of use on trial')
  trialPpu?: number;
}

const month = (what: string): PropertyDecorator =>
  Pattern(/^\d{4}-(0[1-9]|1[0-2])$/, 'yyyy-MM', what, { example: '2026-10' });

export class StreamingItem {
  @Text('ISBN', { example: '9788200100010' })
  isbn!: string;

  @month('First month of the period')
  periodFrom!: string;

  @month('Last month of the period')
  periodTo!: string;

  @CustomType(
    isDigits,
    'a number',
    { anyOf: [{ type: 'string', pattern: '^\\d+$' }, { type: 'integer' }], example: '9999' },
    'Numeric id of the publisher',
  )
  productOwnerId!: string | number;

  @Optional()
  @Text('Name of the publisher')
  productOwnerName?: string;

  @Nested(() => StreamingCost, 'Cost')
  cost!: StreamingCost;

  @Nested(() => StreamingConsumption, 'Consumption')
  consumption!: StreamingConsumption;

  @Optional()
  @Nested(() => StreamingPrice, 'Price per use')
  price?: StreamingPrice;

  @Optional()
  @Text('Currency')
  currency?: string;

  @Optional()
  @Text('Market')
  market?: string;
}

export class StreamingReport {
  @ListOf(() => StreamingItem, 'All of a period in one delivery')
  items!: StreamingItem[];
}

export class RvuReport {
  @Text('Id of the product', { example: 'fab4599e-eb2e-445a-a7f9-4af12c052dec' })
  resid!: string;

  @CalendarDate('Day', { example: '2015-10-21' })
  dateTime!: string;
}

export class Loan {
  @Text('ISBN', { example: '9788200100010' })
  isbn!: string;

  @OneOf(['PACKAGE', 'PAY_PER_LOAN'], 'Model of the licence', { example: 'PACKAGE' })
  model!: string;

  @Num('Price in NOK', { example: 49 })
  price!: number;

  @CalendarDate('Day of the loan', { example: '2026-11-21' })
  date!: string;
}

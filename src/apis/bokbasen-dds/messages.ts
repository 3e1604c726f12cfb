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
    'digits, or a non-negative integer',
    {
      anyOf: [
        { type: 'string', pattern: '^\\d+$' },
        { type: 'integer', minimum: 0 },
      ],
      example,
    },
    'Sales price in øre (1/100 NOK), including VAT: NOK 189 is 18900',
  );

export class OrderOfTitle {
  @Pattern(
    /^(?=.*\S).{1,255}$/s,
    '1 to 255 characters',
    'Order id of the store, used by DDS as the transaction id. Each store can use an order id once',
    {
      example: '123456789',
    },
  )
  orderid!: string;

  @Text('Id of the product in the inventory; case-insensitive', {
    example: 'fab4599e-eb2e-445a-a7f9-4af12c052dec',
  })
  resid!: string;

  @Price('18900')
  spd!: string | number;

  @Optional()
  @Text(
    "DDS-ID of the consumer to whom the order is permanently linked. Bokbasen's page " +
      'marks it as required, but its example has none: see RULES_DDS_CONSUMER_ID',
    { example: 'gaf4599e-fg5e-445a-a7f9-6af14c052dec' },
  )
  id?: string;

  @Optional()
  @Text('First name of the buyer; required for SDRM, at least two characters', { example: 'Ola' })
  firstname?: string;

  @Optional()
  @Text('Last name of the buyer; required for SDRM, at least two characters', {
    example: 'Nordmann',
  })
  lastname?: string;

  @Optional()
  @CustomType(
    isTruth,
    'true or false',
    { anyOf: [{ type: 'boolean' }, { type: 'string', enum: ['true', 'false'] }], example: false },
    'True when the order is for the excerpt',
  )
  excerpt?: boolean | string;
}

export class SubscriptionOrder {
  @Optional()
  @Pattern(
    /^(?=.*\S).{1,255}$/s,
    '1 to 255 characters',
    'Order id of the service; generated when absent',
    {
      example: 'sub-1',
    },
  )
  orderid?: string;

  @Text('Id of the product in the inventory; case-insensitive', {
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
  @Text('File type, when several are available', { example: 'audio/vnd.bokbasen.complete-public' })
  type?: string;

  @Optional()
  @Text('Bitrate of an audiobook', { example: '64' })
  bitrate?: string;
}

export class ContentChoice {
  @Text('File type', { example: 'audio/vnd.bokbasen.complete-public' })
  type!: string;

  @Optional()
  @Text('Bitrate', { example: '64' })
  bitrate?: string;
}

export class ContentChoices {
  @ListOf(() => ContentChoice, 'All available combinations')
  choices!: ContentChoice[];
}

export class DownloadStatus {
  @OneOf(
    ['PROCESSING', 'READY', 'FAILED'],
    'Status of the download; while it is PROCESSING, poll again after half a second',
  )
  status!: string;

  @Optional()
  @Text('URL of the file, when the status is READY')
  downloadURL?: string;
}

export class InventoryQuery {
  @Optional()
  @Text(
    'Return titles updated at or after this time, in UTC: yyyyMMddHHmmss. Provide either ' +
      'this or next',
    {
      example: '20260901000000',
    },
  )
  after?: string;

  @Optional()
  @Text('Value of the Next header of the previous page. Provide either this or after')
  next?: string;

  @Optional()
  @Text('Maximum number of entries, 1 to 10000; default 10000')
  pagesize?: string;
}

export class InventoryV1Query {
  @Optional()
  @Text('Id of the product')
  id?: string;

  @Optional()
  @Text('ISBN; returns the latest version')
  isbn?: string;

  @Optional()
  @Text('Return titles changed at or after this time: yyyyMMddHHmmss; requires state')
  fromDate?: string;

  @Optional()
  @Text('Return titles changed up to this time: yyyyMMddHHmmss; requires state')
  toDate?: string;

  @Optional()
  @OneOf(
    ['PUBLISHED', 'UNPUBLISHED', 'CREATED', 'MODIFIED', 'DELETED', 'FIRST_PUBLISHED', 'ACCESS'],
    'Kind of change to select',
  )
  state?: string;
}

export class Registration {
  @Pattern(
    /^[^@\s]+@[^@\s]+$/,
    'an e-mail address',
    'E-mail address; each address can have one account',
    {
      example: 'kari.nordmann@example.org',
    },
  )
  email!: string;

  @Pattern(/^\s*\S.*\S\s*$/s, 'at least two characters', 'First name', { example: 'Kari' })
  name!: string;

  @Pattern(/^\s*\S.*\S\s*$/s, 'at least two characters', 'Last name', { example: 'Nordmann' })
  surname!: string;
}

export class Account {
  @Optional()
  @Text('DDS-ID', { example: 'gaf4599e-fg5e-445a-a7f9-6af14c052dec' })
  id?: string;

  @Optional()
  @Bool('True when the account is active', { example: true })
  active?: boolean;

  @Optional()
  @Text('USER_NOT_FOUND instead of the other two fields, when there is no account')
  data?: string;
}

export class StreamingCost {
  @Num('Total cost', { example: 1000 })
  totalCost!: number;

  @Optional()
  @Num('Cost of paid use')
  paidCost?: number;

  @Optional()
  @Num('Cost of trial use')
  trialCost?: number;
}

export class StreamingConsumption {
  @Num('Number of books read', { example: 100 })
  total!: number;

  @Optional()
  @Num('Number of books read in paid use')
  paid?: number;

  @Optional()
  @Num('Number of books read in trial use')
  trial?: number;
}

export class StreamingPrice {
  @Optional()
  @Num('Price per use', { example: 10 })
  ppu?: number;

  @Optional()
  @Num('Price per use for paid use')
  paidPpu?: number;

  @Optional()
  @Num('Price per use for trial use')
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
  @ListOf(() => StreamingItem, 'Rows of the report; one report contains all rows of a period')
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

  @OneOf(['PACKAGE', 'PAY_PER_LOAN'], 'Licence model', { example: 'PACKAGE' })
  model!: string;

  @Num('Price in NOK', { example: 49 })
  price!: number;

  @CalendarDate('Date of the loan', { example: '2026-11-21' })
  date!: string;
}

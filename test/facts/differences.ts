import { deliveryFacts } from './edu-v.js';

/** A field that our documents publish in another form than the source; undefined: it is missing. */
export interface Difference {
  schema: string;
  source: string | undefined;
  ours: string | undefined;
}

type Row = [schema: string, source: string | undefined, ours: string | undefined, reason: string];

const noOneOf = 'several schemas match every valid value, so that no message satisfies oneOf';
const specification = deliveryFacts['DeliveryOrder']!['deliverySpecification!']!;
const noSeller = 'an order without a known product has no seller';
const inferred = 'no page shows the field; it is inferred from the operations that use it';
const anyId = 'real ids are in lower and upper case, and one in the documents is no valid UUID';
const digits = 'the examples are strings, and the pages do not forbid a number';

// prettier-ignore
const rows: Row[] = [
  ['DeliveryOrder', 'buyer!: oneOf CustomerReference, SchoolReference', 'buyer!: anyOf CustomerReference, SchoolReference', noOneOf],
  ['DeliveryOrder', `deliverySpecification!: ${specification}`, `deliverySpecification!: ${specification.replace('oneOf', 'anyOf')}`, noOneOf],
  ['DeliveryOrderConfirmation', 'newDeliveryOrderStatus!: any', 'newDeliveryOrderStatus: string', 'the source requires the field and does not define it: the sandbox takes both'],
  ['OrderSummary', 'seller!: string', 'seller: string', noSeller],
  ['OrderDetails', 'seller!: string', 'seller: string', noSeller],
  ['OrderDetailsLine', undefined, 'ean: string', inferred],
  ['OrderDetailsLine', undefined, 'valid_from: date', inferred],
  ['OrderDetailsLine', undefined, 'valid_to: date', inferred],
  ['OrderDetailsLine', undefined, 'price: LinePrice', inferred],
  ['OrderOfTitle', 'resid!: uuid', 'resid!: string', anyId],
  ['OrderOfTitle', 'spd!: string', 'spd!: anyOf integer, string', digits],
  ['OrderOfTitle', 'id!: string', 'id: string', 'the table requires it and an example omits it: rule DDS_CONSUMER_ID'],
  ['OrderOfTitle', 'excerpt: boolean', 'excerpt: anyOf boolean, true|false', 'clients send the words as strings'],
  ['SubscriptionOrder', 'resid!: uuid', 'resid!: string', anyId],
  ['SubscriptionOrder', 'spd: string', 'spd: anyOf integer, string', digits],
  ['StreamingItem', 'productOwnerId!: string', 'productOwnerId!: anyOf integer, string', 'the page says numeric and shows a string'],
  ['RvuReport', 'resid!: uuid', 'resid!: string', anyId],
];

/** The differences from the sources, each with its reason. */
export const differences = rows.map(([schema, source, ours, reason]) => ({
  difference: { schema, source, ours } satisfies Difference,
  reason,
}));

/** Schemas that no source describes, with the reason why we publish them. */
export const ownSchemas: Readonly<Record<string, string>> = {
  TokenRequest: 'RFC 6749',
  TokenResponse: 'RFC 6749',
  TokenError: 'RFC 6749',
  BokbasenTokenRequest: 'RFC 6749',
  BokbasenTokenResponse: 'RFC 6749',
  BokbasenTokenError: 'the bodies that clients have received',
  MessageResponse: 'no page describes the body of an error',
  FaultView: 'no page describes the body of an error',
  ContentChoices: 'no page shows the body of a 300',
  ContentChoice: 'no page shows the body of a 300',
};

type Check = (value: unknown) => boolean;
/** Check of each field of a message. A name that ends with `?` is optional. */
export type Schema = Readonly<Record<string, Check>>;

const text: Check = (value) => typeof value === 'string';
const integer: Check = (value) => Number.isInteger(value);
const boolean: Check = (value) => typeof value === 'boolean';
const uuid: Check = (value) =>
  typeof value === 'string' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value);
const time: Check = (value) =>
  typeof value === 'string' &&
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value) &&
  !Number.isNaN(Date.parse(value));
const oneOf =
  (...values: string[]): Check =>
  (value) =>
    values.includes(value as string);
const decision = oneOf('pending', 'approved', 'declined');
const deliveryStatus = oneOf('ordered', 'processed', 'licensed', 'cancelled');
const line: Schema = {
  productId: text,
  'quantity?': integer,
  status: integer,
  'statusMessage?': text,
  'salesOrderLineId?': text,
  'purchaseOrderLineId?': text,
};
const lines: Check = (value) => Array.isArray(value) && value.every((one) => isValid(line, one));

const result: Schema = {
  processedTimestamp: time,
  success: boolean,
  status: integer,
  'statusMessage?': text,
};

export const schemas = {
  orderConfirmation: {
    requestReferenceId: uuid,
    responseReferenceId: uuid,
    'purchaseOrderId?': text,
    'salesOrderId?': text,
    orderStatus: decision,
    'orderConfirmationLines?': lines,
    ...result,
  },
  creditOrderConfirmation: {
    requestReferenceId: uuid,
    responseReferenceId: uuid,
    purchaseOrderId: text,
    'salesOrderId?': text,
    creditOrderStatus: decision,
    'creditOrderConfirmationLines?': lines,
    ...result,
  },
  deliveryOrderConfirmation: {
    deliveryOrderReferenceId: text,
    deliveryOrderReceiveId: text,
    deliveryOrderId: uuid,
    productId: text,
    'newStatus?': deliveryStatus,
    'newTotalQuantity?': integer,
    ...result,
  },
} satisfies Record<string, Schema>;

export function isValid(schema: Schema, message: unknown): boolean {
  if (typeof message !== 'object' || message === null) return false;
  const fields = message as Record<string, unknown>;
  return Object.entries(schema).every(([key, check]) => {
    const value = fields[key.replace('?', '')];
    return value === undefined ? key.endsWith('?') : check(value);
  });
}

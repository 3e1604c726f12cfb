import type { PartnerCall } from './bokbasen-http.js';

const SELLER_STATUSES = [
  'RECEIVED',
  'FULFILLED',
  'FULFILLED_BLOCKED',
  'FULLFILLED_ASSIGNED_ORGANIZATION',
  'REJECTED',
];

export function isJson({ headers }: PartnerCall): boolean {
  return headers['content-type']?.startsWith('application/json') ?? false;
}

export function isStatusUpdate({
  status,
  comment,
  valid_from,
  valid_to,
  price,
}: Record<string, unknown>): boolean {
  const isText = (value: unknown): boolean => value === undefined || typeof value === 'string';
  const isDate = (value: unknown): boolean =>
    value === undefined ||
    (typeof value === 'string' &&
      /^\d{4}-\d\d-\d\d$/.test(value) &&
      !Number.isNaN(Date.parse(value)));
  const { amount, tax } = (price ?? {}) as Record<string, unknown>;
  const isPrice =
    price === undefined ||
    (typeof amount === 'number' && typeof tax === 'number' && price !== null);
  return (
    SELLER_STATUSES.includes(status as string) &&
    isText(comment) &&
    isDate(valid_from) &&
    isDate(valid_to) &&
    isPrice
  );
}

/** The moment of `YYYYMMDDHHMMSS` in UTC; undefined if there is none. */
export function momentOf(text: string): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text)?.slice(1);
  if (!parts) return undefined;
  const [year, month, day, hour, minute, second] = parts;
  const moment = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  const isReal = !Number.isNaN(moment.getTime()) && moment.getUTCDate() === Number(day);
  return isReal ? moment.getTime() : undefined;
}

export function withoutUndefined(value: Record<string, unknown>): object {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined));
}

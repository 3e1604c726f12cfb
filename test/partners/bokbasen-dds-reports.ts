import { refusal, type PartnerAnswer, type PartnerCall } from './bokbasen-http.js';

const MAX_BYTES = 6 * 1024 * 1024;

export function report(isValid: (value: unknown) => boolean) {
  return ({ headers, body, client }: PartnerCall): PartnerAnswer => {
    if (!['streaming', 'library', 'all'].includes(client)) return refusal(403, 'Forbidden');
    if (!headers['content-type']?.startsWith('application/json'))
      return refusal(415, 'Unsupported Media Type');
    if (Buffer.byteLength(body) > MAX_BYTES) return refusal(413, 'Request Too Long');
    try {
      return isValid(JSON.parse(body)) ? { status: 204 } : refusal(400, 'Not a valid report');
    } catch {
      return refusal(400, 'Not JSON');
    }
  };
}

type Fields = Record<string, unknown>;
const isText = (value: unknown): boolean => typeof value === 'string';
const isNumber = (value: unknown): boolean => typeof value === 'number';
const optional = (isRight: (value: unknown) => boolean) => (value: unknown) =>
  value === undefined || isRight(value);
const isMonth = (value: unknown): boolean =>
  isText(value) && /^\d{4}-(0[1-9]|1[0-2])$/.test(String(value));

/** Tells if a value is an object whose fields have these forms. */
function hasFields(value: unknown, forms: Record<string, (field: unknown) => boolean>): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(forms).every(([name, isRight]) => isRight((value as Fields)[name]));
}

function numbers(required: string[], others: string[]) {
  return (value: unknown): boolean =>
    hasFields(value, {
      ...Object.fromEntries(required.map((name) => [name, isNumber])),
      ...Object.fromEntries(others.map((name) => [name, optional(isNumber)])),
    });
}

export function isStreamingReport(value: unknown): boolean {
  const isItem = (item: unknown): boolean =>
    hasFields(item, {
      isbn: isText,
      periodFrom: isMonth,
      periodTo: isMonth,
      productOwnerId: (id) => /^\d+$/.test(String(id)) && (isText(id) || isNumber(id)),
      productOwnerName: optional(isText),
      cost: numbers(['totalCost'], ['paidCost', 'trialCost']),
      consumption: numbers(['total'], ['paid', 'trial']),
      price: optional(numbers([], ['ppu', 'paidPpu', 'trialPpu'])),
    });
  return hasFields(value, { items: (items) => Array.isArray(items) && items.every(isItem) });
}

export function areLoans(value: unknown): boolean {
  const isLoan = (loan: unknown): boolean =>
    hasFields(loan, {
      isbn: isText,
      model: (model) => ['PACKAGE', 'PAY_PER_LOAN'].includes(String(model)),
      price: isNumber,
      date: (date) =>
        isText(date) &&
        /^\d{4}-\d\d-\d\d$/.test(String(date)) &&
        !Number.isNaN(Date.parse(String(date))),
    });
  return Array.isArray(value) ? value.every(isLoan) : isLoan(value);
}

import type { DdsTitle } from './bokbasen-dds-data.js';
import { refusal, type PartnerAnswer, type PartnerCall } from './bokbasen-http.js';

/** What is wrong with the headers of a call that has a JSON response. */
export function callProblem({ headers, body }: PartnerCall): PartnerAnswer | undefined {
  const { accept = '*/*' } = headers;
  if (!/json|\*\/\*/.test(accept)) return refusal(406, 'Not Acceptable');
  const isJson = headers['content-type']?.startsWith('application/json') ?? false;
  return body !== '' && !isJson ? refusal(415, 'Unsupported Media Type') : undefined;
}

export function bodyProblem(message: object | undefined): PartnerAnswer | undefined {
  return message ? undefined : refusal(400, 'Not a JSON object');
}

export function messageProblem(
  message: Record<string, unknown> | undefined,
): PartnerAnswer | undefined {
  if (!message) return bodyProblem(message);
  const { resid, firstname, lastname } = message;
  const isRight =
    typeof resid === 'string' && isOptionalText(firstname) && isOptionalText(lastname);
  return isRight ? undefined : refusal(400, 'resid, firstname or lastname is wrong');
}

export function titleProblem(
  title: DdsTitle | undefined,
  { firstname, lastname }: Record<string, unknown>,
  isExcerpt: boolean,
): PartnerAnswer | undefined {
  if (!title) return undefined;
  if (!title.access || !title.published) return refusal(403, 'Not for sale');
  if (isExcerpt && !title.excerpt) return refusal(400, 'The title has no excerpt');
  const areNames = [firstname, lastname].every((one) => typeof one === 'string' && one.length > 1);
  return title.drm === 'SDRM' && !areNames ? refusal(400, 'Names are required') : undefined;
}

export function isOrderid(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '' && value.length < 256;
}

export function isPrice(value: unknown): boolean {
  return typeof value === 'string'
    ? /^\d+$/.test(value)
    : Number.isInteger(value) && Number(value) >= 0;
}

export function isOptionalText(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}

export function isFlag(value: unknown): boolean {
  return [undefined, true, false, 'true', 'false'].includes(value as boolean);
}

/** The moment of `yyyyMMddHHmmss` in UTC; undefined if there is none. */
export function timeOf(text: string): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text)?.slice(1);
  if (!parts) return undefined;
  const moment = Date.parse(`${parts.slice(0, 3).join('-')}T${parts.slice(3).join(':')}Z`);
  return Number.isNaN(moment) ? undefined : moment;
}

/** The moment of a date in any form of RFC 2616, which are all in GMT. */
export function timeOfDate(text = ''): number {
  return Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
}

import { operation } from './mutations.js';
import type { ProxiedRequest } from './proxy.js';

export const orders = operation('POST', /\/dds\/order\/v1$/);
export const subscriptions = operation('POST', /\/dds\/order\/subscription\/v1$/);
export const content = operation('GET', /\/dds\/content\/v1\/[0-9a-f-]{36}$/);
export const sample = operation('GET', /\/sample$/);
export const raw = operation('GET', /\/content\/v1\/raw\//);
export const library = operation('GET', /\/content\/v1\/library\//);
export const statusPage = operation('GET', /\/download\/v1\/[^/]+\/status$/);
export const file = operation('GET', /\/download\/v1\/[^/]+\/file\//);
export const inventory = operation('GET', /\/inventory\/v2$/);
export const byIsbn = operation('GET', /\/inventory\/v2\/\d+$/);
export const feeds = (call: ProxiedRequest) => inventory(call) || byIsbn(call);
export const shelf = operation('GET', /\/bokskya\/content\/v1\//);
export const account = operation('GET', /\/bokskya\/account\/v1\//);
export const register = operation('POST', /\/bokskya\/account\/v1$/);
export const loans = operation('POST', /\/reporting\/loan\/v1$/);
export const tibiLoans = operation('POST', /\/reporting\/loan\/tibi\/v1$/);
export const streaming = operation('POST', /\/reporting\/streaming\/v1$/);

/** Fields of a JSON object body. Empty for another body. */
export function parsedBody({ body }: ProxiedRequest): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

const ID = 'BOKB-DDS-';

/** Requirement ids of DDS from their suffixes, separated by spaces. */
export function ids(names: string): string[] {
  return names.split(' ').map((name) => ID + name);
}

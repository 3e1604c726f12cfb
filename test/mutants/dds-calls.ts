import { is } from './changes.js';
import type { Call } from './proxy.js';

export const orders = is('POST', /\/dds\/order\/v1$/);
export const subscriptions = is('POST', /\/dds\/order\/subscription\/v1$/);
export const content = is('GET', /\/dds\/content\/v1\/[0-9a-f-]{36}$/);
export const sample = is('GET', /\/sample$/);
export const raw = is('GET', /\/content\/v1\/raw\//);
export const library = is('GET', /\/content\/v1\/library\//);
export const statusPage = is('GET', /\/download\/v1\/[^/]+\/status$/);
export const file = is('GET', /\/download\/v1\/[^/]+\/file\//);
export const inventory = is('GET', /\/inventory\/v2$/);
export const byIsbn = is('GET', /\/inventory\/v2\/\d+$/);
export const feeds = (call: Call) => inventory(call) || byIsbn(call);
export const shelf = is('GET', /\/bokskya\/content\/v1\//);
export const account = is('GET', /\/bokskya\/account\/v1\//);
export const register = is('POST', /\/bokskya\/account\/v1$/);
export const streaming = is('POST', /\/reporting\/streaming\/v1$/);

/** What a call says, where it is a JSON object. */
export function said({ body }: Call): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

const ID = 'BOKB-DDS-';

/** The ids of requirements of DDS, by what stands behind their prefix. */
export function ids(names: string): string[] {
  return names.split(' ').map((name) => ID + name);
}

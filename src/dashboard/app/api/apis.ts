import { client, dataOf } from './client.js';
import type { components } from './control-api.js';

export type Apis = components['schemas']['ApisView'];
export type Api = components['schemas']['ApiView'];
export type Operation = components['schemas']['OperationView'];

/** The APIs with their roles and operations. */
export async function listApis(): Promise<Apis> {
  return dataOf(await client.GET('/_sandbox/apis'));
}

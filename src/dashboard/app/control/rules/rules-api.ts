import { client, dataOf } from '../../api/client.js';
import type { components } from '../../api/control-api.js';

export type Settings = components['schemas']['SettingsView'];
export type Rule = components['schemas']['RuleView'];

export async function getSettings(ws: string): Promise<Settings> {
  const params = { path: { ws } };
  return dataOf(await client.GET('/_sandbox/workspaces/{ws}/settings', { params }));
}

export async function changeSettings(ws: string, settings: Settings): Promise<void> {
  const params = { path: { ws } };
  dataOf(await client.PUT('/_sandbox/workspaces/{ws}/settings', { params, body: settings }));
}

export async function listRules(): Promise<Rule[]> {
  return dataOf(await client.GET('/_sandbox/rules')).items;
}

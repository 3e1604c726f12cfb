import { assertDone, client, dataOf } from '../../api/client.js';
import type { components } from '../../api/control-api.js';

export type FaultRule = components['schemas']['FaultRule'];
type CreateFaultRequest = components['schemas']['CreateFaultRequest'];
export type FaultKind = FaultRule['kind'];
export type NewFault = Pick<CreateFaultRequest, 'kind'> & Partial<CreateFaultRequest>;
export type Scenario = components['schemas']['ScenarioView'];
export type NewScenario = components['schemas']['CreateScenarioRequest'];

export async function listFaults(ws: string): Promise<FaultRule[]> {
  const params = { path: { ws } };
  return dataOf(await client.GET('/_sandbox/workspaces/{ws}/faults', { params })).items;
}

export async function createFault(ws: string, fault: NewFault): Promise<FaultRule> {
  return dataOf(
    await client.POST('/_sandbox/workspaces/{ws}/faults', {
      params: { path: { ws } },
      body: fault,
    }),
  );
}

export async function deleteFault(ws: string, id: string): Promise<void> {
  const params = { path: { ws, id } };
  assertDone(await client.DELETE('/_sandbox/workspaces/{ws}/faults/{id}', { params }));
}

export async function listScenarios(ws: string): Promise<Scenario[]> {
  const params = { path: { ws } };
  return dataOf(await client.GET('/_sandbox/workspaces/{ws}/scenarios', { params })).items;
}

export async function createScenario(ws: string, scenario: NewScenario): Promise<Scenario> {
  const params = { path: { ws } };
  return dataOf(
    await client.POST('/_sandbox/workspaces/{ws}/scenarios', { params, body: scenario }),
  );
}

export async function deleteScenario(ws: string, id: string): Promise<void> {
  const params = { path: { ws, id } };
  assertDone(await client.DELETE('/_sandbox/workspaces/{ws}/scenarios/{id}', { params }));
}

export async function listMagicValues(): Promise<Scenario[]> {
  return dataOf(await client.GET('/_sandbox/scenarios')).items;
}

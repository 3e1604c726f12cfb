// The plan of the collection of the control API: it runs in a workspace of its own, which the last request removes.
import { save, saveField } from './scripts.mjs';
import { withFields } from './steps.mjs';

/** A step in the workspace of the run. */
const inWorkspace = (call, step = {}) => ({
  call,
  ...step,
  path: { ws: '{{workspace}}', ...step.path },
});
/** Sends what is due and waits for the answers. The clock is frozen, so that confirmations stay in the outbox. */
const sendDue = inWorkspace('advanceClock', {
  name: 'Send the messages that are due now',
  body: withFields({ duration: 'PT0S' }),
});
/** The two oldest: the confirmation of a decision by hand is due at once, and may be sent in the meantime. */
const FIND_WAITING =
  "const waiting = pm.response.json().items.filter(({ state }) => state === 'waiting').slice(-2);";
export const control = {
  variables: {
    workspace: 'default',
    clientId: 'demo',
    orderId: '',
    deliveryId: '',
    otherDeliveryId: '',
    exchangeId: '',
    faultId: '',
    scenarioId: '',
    snapshotFile: '',
  },
  folders: {
    Workspaces: [
      { call: 'listWorkspaces' },
      {
        call: 'createWorkspace',
        body: () => ({ expiresAfter: 'PT1H' }),
        after: [saveField('workspace', 'id'), saveField('clientId', 'clients[0].clientId')],
      },
      inWorkspace('getWorkspace'),
    ],
    Catalogues: [
      { call: 'listApis' },
      { call: 'listRules' },
      { call: 'listRequirements' },
      { call: 'listMagicValues' },
      { call: 'listReplicas' },
    ],
    Workspace: [
      inWorkspace('changeSettings', { body: () => ({ decide: 'auto', confirmAfter: 'PT5M' }) }),
      inWorkspace('getSettings'),
      inWorkspace('setClock'),
      inWorkspace('getClock'),
    ],
    Clients: [
      inWorkspace('listClients'),
      inWorkspace('registerClientKeys', { path: { clientId: '{{clientId}}' } }),
      inWorkspace('deleteClientKeys', { path: { clientId: '{{clientId}}' } }),
    ],
    Partners: [
      inWorkspace('setPartner'),
      inWorkspace('getPartner'),
      inWorkspace('deletePartner'),
      inWorkspace('testPartner'),
    ],
    State: [
      inWorkspace('writeSeed'),
      inWorkspace('putItem'),
      inWorkspace('getItem'),
      inWorkspace('deleteItem'),
      inWorkspace('sendMessage'),
      inWorkspace('sendMessage', { name: 'Send another message' }),
      inWorkspace('getExample'),
      sendDue,
      inWorkspace('changeSettings', {
        name: 'Decide by hand from now on',
        body: () => ({ decide: 'manual' }),
      }),
      inWorkspace('sendMessage', {
        name: 'Send a message that waits for a decision',
        after: [saveField('orderId', 'requestReferenceId')],
      }),
      sendDue,
      inWorkspace('listItems'),
      inWorkspace('decideItem', {
        path: {
          role: 'ordersysteem',
          collection: 'orders',
          id: '{{orderId}}',
          decision: 'approve',
        },
      }),
      inWorkspace('getTimeline', { query: { id: '{{orderId}}' } }),
    ],
    Deliveries: [
      inWorkspace('listDeliveries', {
        after: [
          FIND_WAITING,
          save('deliveryId', 'waiting[0].id'),
          save('otherDeliveryId', 'waiting[1].id'),
        ],
      }),
      inWorkspace('getDelivery', { path: { id: '{{deliveryId}}' } }),
      inWorkspace('sendDelivery', { path: { id: '{{deliveryId}}' } }),
      inWorkspace('cancelDelivery', { path: { id: '{{otherDeliveryId}}' } }),
      inWorkspace('replayDelivery', { path: { id: '{{deliveryId}}' } }),
      inWorkspace('sendDeliveryTwice', { path: { id: '{{deliveryId}}' } }),
      inWorkspace('advanceClock'),
    ],
    Journal: [
      inWorkspace('listExchanges', {
        query: { operation: 'confirmOrder', direction: 'inbound' },
        after: [saveField('exchangeId', 'items[0].id')],
      }),
      inWorkspace('getExchange', { path: { id: '{{exchangeId}}' } }),
      inWorkspace('resendExchange', {
        path: { id: '{{exchangeId}}' },
        body: () => ({ clientId: '{{clientId}}' }),
      }),
      inWorkspace('waitForExchange', { query: { timeout: 1, since: '2020-01-01T00:00:00Z' } }),
    ],
    Conformance: [inWorkspace('getConformanceReport'), inWorkspace('deleteConformanceResults')],
    Faults: [
      inWorkspace('createFault', { after: [saveField('faultId', 'id')] }),
      inWorkspace('listFaults'),
      inWorkspace('deleteFault', { path: { id: '{{faultId}}' } }),
    ],
    Scenarios: [
      inWorkspace('createScenario', { after: [saveField('scenarioId', 'id')] }),
      inWorkspace('listScenarios'),
      inWorkspace('deleteScenario', { path: { id: '{{scenarioId}}' } }),
    ],
    Generator: [inWorkspace('generateOrders')],
    Snapshots: [
      inWorkspace('createSnapshot'),
      inWorkspace('listSnapshots'),
      inWorkspace('exportSnapshot', { after: [save('snapshotFile', 'pm.response.text()')] }),
      inWorkspace('importSnapshot', { body: () => '{{snapshotFile}}' }),
      inWorkspace('restoreSnapshot'),
      inWorkspace('deleteSnapshot'),
    ],
    End: [
      inWorkspace('deleteExchanges'),
      inWorkspace('resetWorkspace'),
      inWorkspace('deleteWorkspace', {
        after: [save('workspace', "'default'"), save('clientId', "'demo'")],
      }),
    ],
  },
};

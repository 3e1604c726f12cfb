// The order in which a collection runs, where it is not that of the document, and the ids that a response gives to the
// next requests. A step calls an operation of its own document, or of the role `at`.
import { save, waitWhile } from './scripts.mjs';

const LOCATION_ID = "(pm.response.headers.get('Location') || '').split('/').pop()";

/** Gives a variable a value that is new in each run, so that a collection can run again. */
const saveNew = (variable, prefix, suffix = '') =>
  save(variable, `'${prefix}' + Date.now() + '${suffix}'`);
/** Saves a field of a JSON response. */
const saveField = (variable, path) => save(variable, `pm.response.json().${path}`);
const withFields = (fields) => (example) => ({ ...example, ...fields });

const bestelomgeving = {
  folders: {
    'Before: orders to the Ordersysteem': [
      { call: 'acceptOrder', at: 'ordersysteem' },
      { call: 'acceptCreditOrder', at: 'ordersysteem' },
    ],
    'Before: a delivery order to the Aanspraakmanager': [
      { call: 'acceptDeliveryOrder', at: 'aanspraakmanager' },
    ],
    'Bestelomgeving leermiddelen': [
      { call: 'confirmOrder' },
      { call: 'confirmCreditOrder' },
      { call: 'confirmDeliveryOrder' },
      { call: 'getDeliveryOrder' },
      { call: 'getDeliveryOrdersForSchool', query: { orgMasterId: '104A158' } },
      { call: 'getDeliveryOrdersForUser' },
      { call: 'getDeliveryOrdersByContract' },
    ],
    Tokens: [{ call: 'issueToken' }, { call: 'getKeys' }, { call: 'getServerMetadata' }],
  },
};

const sentOrder = { path: { id: '{{orderId}}' } };
const bokbasenOrders = {
  variables: { orderNumber: '', orderId: '' },
  folders: {
    Bokbasen: [
      {
        call: 'sendOrder',
        before: [saveNew('orderNumber', 'EXAMPLE-')],
        body: (example) => example.replace(/(<OrderNumber>)[^<]*/, '$1{{orderNumber}}'),
        after: [save('orderId', LOCATION_ID)],
      },
      { call: 'listOrders', query: { mode: 'SENT_BY_ME' } },
      {
        call: 'getOrder',
        ...sentOrder,
        before: [
          waitWhile(
            '{{baseUrl}}/orders/v1/{{orderId}}',
            "(order) => order.status === 'UNPROCESSED'",
            'token',
          ),
        ],
      },
      { call: 'getOrderEditx', ...sentOrder },
      { call: 'updateOrderLineQuantity', ...sentOrder },
      { call: 'updateOrderLineStatus', path: { id: '{{orderId}}', lineId: 2 } },
    ],
    Tokens: [{ call: 'issueToken' }, { call: 'getKeys' }],
  },
};

/** A client that follows the redirect gets the status page, with 200. */
const download = {
  expect: [302, 200],
  after: [save('downloadId', LOCATION_ID.replace('.pop()', '.at(-2)'))],
};
const READ_FILE_URL = `const file = (pm.response.json().downloadURL || '').split('/');
pm.collectionVariables.set('fileName', file.pop() || '');
pm.collectionVariables.set('fileUntil', file.pop() || '');`;
const dds = {
  variables: {
    ddsOrderId: '',
    fulfilmentId: '',
    downloadId: '',
    fileUntil: '',
    fileName: '',
    email: '',
  },
  folders: {
    'Orders and content: audience dds': [
      {
        call: 'placeOrder',
        before: [saveNew('ddsOrderId', 'order-')],
        body: withFields({ orderid: '{{ddsOrderId}}' }),
        after: [save('fulfilmentId', LOCATION_ID)],
      },
      { call: 'placeSubscriptionOrder' },
      { call: 'getSample', expect: [302, 200] },
      { call: 'getRawContent', expect: [302, 200] },
      {
        call: 'getLibraryContent',
        expect: [302, 200],
        query: { type: 'audio/vnd.bokbasen.complete-public', bitrate: 64 },
      },
      { call: 'getContent', path: { id: '{{fulfilmentId}}' }, ...download },
      {
        call: 'getDownloadStatus',
        path: { id: '{{downloadId}}' },
        before: [
          waitWhile(
            '{{baseUrl}}/dds/download/v1/{{downloadId}}/status',
            "(page) => page.status === 'PROCESSING'",
          ),
        ],
        after: [READ_FILE_URL],
      },
      {
        call: 'getFile',
        path: { id: '{{downloadId}}', until: '{{fileUntil}}', name: '{{fileName}}' },
      },
      { call: 'getInventory', query: { after: '20260901000000', pagesize: 10 } },
      { call: 'getInventoryByIsbn' },
    ],
    'Accounts and shelves: audience bokskya': [
      {
        call: 'registerAccount',
        before: [saveNew('email', 'kari.nordmann.', '@example.org')],
        body: withFields({ email: '{{email}}' }),
      },
      { call: 'findAccount' },
      { call: 'getShelf' },
    ],
    'Reports: audience reporting': [
      { call: 'reportStreaming' },
      { call: 'reportLoan' },
      { call: 'reportTibiLoan' },
    ],
    Tokens: [{ call: 'issueToken' }, { call: 'getKeys' }],
  },
};

/** Steps in a workspace of their own, which the last step removes. */
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
const control = {
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
    Catalogues: [{ call: 'listRules' }, { call: 'listRequirements' }, { call: 'listMagicValues' }],
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
    Partners: [inWorkspace('setPartner'), inWorkspace('getPartner'), inWorkspace('deletePartner')],
    State: [
      inWorkspace('writeSeed'),
      inWorkspace('putItem'),
      inWorkspace('getItem'),
      inWorkspace('deleteItem'),
      inWorkspace('sendMessage'),
      inWorkspace('sendMessage', { name: 'Send another message' }),
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
    ],
    Deliveries: [
      inWorkspace('listDeliveries', {
        after: [
          "const waiting = pm.response.json().items.filter(({ state }) => state === 'waiting');",
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
      inWorkspace('listExchanges', { after: [saveField('exchangeId', 'items[0].id')] }),
      inWorkspace('getExchange', { path: { id: '{{exchangeId}}' } }),
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

export const plans = { bestelomgeving, 'bokbasen-orders': bokbasenOrders, dds, control };

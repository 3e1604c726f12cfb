// The order in which a collection runs, where it is not that of the document, and the ids that a response gives to the
// next requests. A step calls an operation of its own document, or of the role `at`.
import { control } from './control-plan.mjs';
import { repeatWhile, save, saveNew } from './scripts.mjs';
import { withFields } from './steps.mjs';

const LOCATION_ID = "(pm.response.headers.get('Location') || '').split('/').pop()";

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
  variables: { orderNumber: '', orderId: '', attempts: '' },
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
        after: [repeatWhile("(order) => order.status === 'UNPROCESSED'")],
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
    attempts: '',
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
        after: [repeatWhile("(page) => page.status === 'PROCESSING'"), READ_FILE_URL],
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

export const plans = { bestelomgeving, 'bokbasen-orders': bokbasenOrders, dds, control };

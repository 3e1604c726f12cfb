// What is compared: an operation of each API, at Ketenlab and at its peers, and what Ketenlab must reach.
import { fillBokbasenOrders, fillDeliveryOrders } from './fill.mjs';
import { bare, ketenlab, prism } from './servers.mjs';

const ROWS = 100_000;
const ROW = '/deliveryorders/5eed1000-0000-4000-8000-000000000001';
const LINE = '/orders/v1/5eed1000-0000-4000-8000-000000000001/lines/1';

/** `targets` are ratios to the rates of Prism and of bare Fastify. */
export const measures = [
  {
    name: 'PUT /creditorders',
    kind: 'creditOrder',
    role: 'ordersysteem',
    targets: { prism: 1.6, bare: 0.15, isMessage: true },
    servers: {
      'bare Fastify': bare('/creditorders'),
      Ketenlab: { ...ketenlab('/ordersysteem/creditorders'), drains: true, weighs: true },
      'Ketenlab, confirming meanwhile': {
        ...ketenlab('/ordersysteem/creditorders', { env: { CONFIRM_AFTER: 'PT0.2S' } }),
        // It is busy when no load runs, so it would slow the others.
        isApart: true,
      },
      Prism: prism('ordersysteem', '/creditorders'),
    },
  },
  {
    name: 'GET /deliveryorders/{id}',
    kind: 'read',
    role: 'bestelomgeving',
    targets: { prism: 4, bare: 0.3 },
    servers: {
      'bare Fastify': bare(ROW),
      Ketenlab: ketenlab(`/bestelomgeving${ROW}`, { fill: fillDeliveryOrders(ROWS) }),
      Prism: prism('bestelomgeving', ROW),
    },
  },
  {
    name: 'POST /orders/v1',
    kind: 'editx',
    role: 'bokbasen-orders',
    targets: { bare: 0.09 },
    servers: {
      'bare Fastify': bare('/orders/v1'),
      Ketenlab: ketenlab('/bokbasen/orders/v1'),
      // Prism does not read XML.
    },
  },
  {
    name: 'POST /orders/v1/{id}/lines/{lineId}',
    kind: 'lineStatus',
    role: 'bokbasen-orders',
    targets: { prism: 1.6, bare: 0.15, isMessage: true },
    servers: {
      'bare Fastify': bare(LINE),
      Ketenlab: ketenlab(`/bokbasen${LINE}`, { fill: fillBokbasenOrders(ROWS) }),
      Prism: prism('bokbasen-orders', LINE),
    },
  },
  {
    name: 'POST /dds/order/v1',
    kind: 'ddsOrder',
    role: 'dds',
    targets: { prism: 2.5, bare: 0.15, isMessage: true },
    servers: {
      'bare Fastify': bare('/dds/order/v1'),
      Ketenlab: ketenlab('/bokbasen/dds/order/v1'),
      Prism: prism('dds', '/dds/order/v1'),
    },
  },
];

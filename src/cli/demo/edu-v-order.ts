import { randomUUID } from 'node:crypto';
import type { Chain } from './chain.js';

/** Order API of Edu-V: an order, its confirmation, and a credit order. */
export const eduVOrder: Chain = {
  title: 'Edu-V: an order of books, its confirmation, and a credit order',
  guide: 'docs/guides/edu-v-bestelomgeving.md',
  play: async (session) => {
    const orderId = randomUUID();
    const creditId = randomUUID();
    const purchaseOrderId = 'PO-2026-000123';
    const line = { purchaseOrderLineId: '10', productId: '9789000000017' };
    await session.createWorkspace();

    session.step('The Bestelomgeving gets a token from the Ordersysteem.');
    const token = await session.token('/ordersysteem/oauth2/token', 'bestelomgeving', {
      scope: 'eduv.order',
    });

    session.step('It orders 30 books. 202: the Ordersysteem has the order, and decides later.');
    await session.send({
      method: 'PUT',
      path: '/ordersysteem/v1/orders',
      token,
      json: {
        requestReferenceId: orderId,
        purchaseOrderId,
        orderLines: [{ ...line, quantity: 30 }],
      },
      expected: 202,
    });

    session.step('The test moves the clock forward, so that all that is due is sent now.');
    await session.advanceClock('PT1M');

    session.step('The Ordersysteem has confirmed the order to the Bestelomgeving.');
    await session.showSent('confirmOrder');

    session.step('The state of the order shows the decision.');
    await session.showState('orders', orderId, ['orderStatus', 'salesOrderId']);

    session.step('The Bestelomgeving credits 5 of the 30 books.');
    await session.send({
      method: 'PUT',
      path: '/ordersysteem/v1/creditorders',
      token,
      json: {
        requestReferenceId: creditId,
        purchaseOrderId,
        orderLines: [{ ...line, quantity: 5 }],
      },
      expected: 202,
    });
    await session.advanceClock('PT1M');
    await session.showSent('confirmCreditOrder');

    session.step('A mistake: the quantity is a text. The answer names the field.');
    await session.send({
      method: 'PUT',
      path: '/ordersysteem/v1/orders',
      token,
      json: {
        requestReferenceId: randomUUID(),
        purchaseOrderId: 'PO-2026-000124',
        orderLines: [{ ...line, quantity: '5' }],
      },
      expected: 400,
    });
  },
};

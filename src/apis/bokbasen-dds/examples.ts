import type {
  Loan,
  OrderOfTitle,
  Registration,
  RvuReport,
  StreamingReport,
  SubscriptionOrder,
} from './messages.js';

/** The consumer of the page's example, who has an account in every workspace. */
export const CONSUMER = 'gaf4599e-fg5e-445a-a7f9-6af14c052dec';
export const NODRM_TITLE = 'fab4599e-eb2e-445a-a7f9-4af12c052dec';
export const SDRM_TITLE = '18C8075F-C8B9-4029-9747-7C7F2CFB5CFA';
export const AUDIO_TITLE = 'a0d10000-0000-4000-8000-000000000001';

export const ddsExamples = {
  order: {
    orderid: '123456789',
    resid: NODRM_TITLE,
    spd: '18900',
    id: CONSUMER,
  } satisfies OrderOfTitle,
  watermarked: {
    orderid: 'my-stores-order-id4',
    resid: SDRM_TITLE,
    spd: '18900',
    firstname: 'Ola',
    lastname: 'Nordmann',
  } satisfies OrderOfTitle,
  subscription: { resid: NODRM_TITLE } satisfies SubscriptionOrder,
  registration: {
    email: 'kari.nordmann@example.org',
    name: 'Kari',
    surname: 'Nordmann',
  } satisfies Registration,
  streaming: {
    items: [
      {
        isbn: '9788200100010',
        periodFrom: '2026-10',
        periodTo: '2026-10',
        productOwnerId: '9999',
        cost: { totalCost: 1000 },
        consumption: { total: 100 },
        price: { ppu: 10 },
      },
    ],
  } satisfies StreamingReport,
  rvu: { resid: NODRM_TITLE, dateTime: '2015-10-21' } satisfies RvuReport,
  loans: [
    { isbn: '9788200100010', model: 'PACKAGE', price: 49, date: '2026-11-21' },
  ] satisfies Loan[],
};

import { defineRequirements } from '../../../platform/requirements/requirement.js';
import type { OrderOfTitle, SubscriptionOrder } from '../messages.js';
import { ddsPages } from '../sources.js';
import { orderOperations, shops, type DdsRequirement } from './actors-and-operations.js';

const { order, subscription, guide, inventory } = ddsPages;

function hasName({ firstname, lastname }: SubscriptionOrder): boolean {
  return firstname !== undefined || lastname !== undefined;
}

/** Requirements of stores and subscription services that order titles. */
export const clientOrderRequirements = defineRequirements({
  consumerOfOrder: {
    id: 'BOKB-DDS-01',
    level: 'SHOULD',
    actors: ['store client'],
    operations: ['placeOrder'],
    text: 'The order contains the DDS-ID of a consumer with an account',
    effect: 'The sold book is missing on the shelf of the reader.',
    source: `ours: the page contradicts itself; based on ${order}: id is Required, and its second example has none and gets 201`,
    rule: 'DDS_CONSUMER_ID',
  },
  priceAsText: {
    id: 'BOKB-DDS-02',
    level: 'INFO',
    actors: shops,
    operations: orderOperations,
    text: 'spd is a string of digits',
    source: `ours: a hint; based on ${order}: spd is a string of digits in every example`,
    appliesTo: ({ spd }: SubscriptionOrder) => spd !== undefined,
  },
  excerptAsTruth: {
    id: 'BOKB-DDS-03',
    level: 'INFO',
    actors: ['store client'],
    operations: ['placeOrder'],
    text: 'excerpt is a JSON boolean, not a string',
    source: `ours: a hint; based on ${order}: excerpt, boolean`,
    appliesTo: ({ excerpt }: OrderOfTitle) => excerpt !== undefined,
  },
  freshOrder: {
    id: 'BOKB-DDS-05',
    level: 'MUST',
    actors: shops,
    operations: orderOperations,
    text: 'The client uses each orderid for one purchase',
    effect: 'The second sale is refused, and the reader gets no book.',
    source: `${order}: orderid must be unique for a purchase`,
  },
  shortName: {
    id: 'BOKB-DDS-11',
    level: 'MUST',
    actors: ['store client'],
    operations: ['placeOrder'],
    text: 'firstname and lastname have at least two characters',
    effect: 'The order is refused, or the watermark does not show who bought the book.',
    source: `${order}: firstname, lastname: minimum length 2`,
    appliesTo: hasName,
  },
  namesOfBuyer: {
    id: 'BOKB-DDS-12',
    level: 'MUST',
    actors: shops,
    operations: orderOperations,
    text: 'An order for an SDRM title contains firstname and lastname',
    effect: 'The order is refused, and the reader who has paid gets no book.',
    source: `${order}, ${subscription}: required for SDRM`,
    stateful: true,
  },
  shortReader: {
    id: 'BOKB-DDS-13',
    level: 'SHOULD',
    actors: ['subscription client'],
    operations: ['placeSubscriptionOrder'],
    text: 'The first and last name of the reader have at least two characters',
    effect: 'The watermark of the book does not show who reads it.',
    source: `ours: both orders make the same watermark; based on ${order}: firstname, lastname, minimum length 2, and ${subscription}: no length`,
    appliesTo: hasName,
  },
  knownTitle: {
    id: 'BOKB-DDS-14',
    level: 'MUST',
    actors: shops,
    operations: orderOperations,
    text: 'The order contains the resid of a title in the inventory',
    effect: 'The order is refused, and the reader who has paid gets no book.',
    source: `${order}: resid`,
  },
  saleable: {
    id: 'BOKB-DDS-15',
    level: 'MUST',
    actors: shops,
    operations: orderOperations,
    text: 'The client orders only titles that are published, not deleted, and accessible to it',
    effect: 'The order is refused, and the reader has paid for a title that cannot be delivered.',
    source: `${guide}: published and access; ${inventory}: published, access, deleted`,
  },
  excerptOfEbook: {
    id: 'BOKB-DDS-16',
    level: 'MUST',
    actors: ['store client'],
    operations: ['placeOrder'],
    text: 'The client orders an excerpt only of an e-book that has one',
    effect: 'The order is refused, and the reader gets a link to an excerpt that does not exist.',
    source: `${inventory}: excerpt; ${guide}: never of an audiobook`,
    appliesTo: ({ excerpt }: OrderOfTitle) => String(excerpt) === 'true',
  },
  ownEndpoint: {
    id: 'BOKB-DDS-17',
    level: 'MUST',
    actors: shops,
    operations: orderOperations,
    text: 'A store orders at /dds/order/v1, a subscription service at /dds/order/subscription/v1',
    effect: 'The order is refused, or a loan is reported and invoiced as a sale.',
    source: `${subscription}: clients with this right cannot use the normal order`,
  },
  priceInKroner: {
    id: 'BOKB-DDS-241',
    level: 'INFO',
    actors: shops,
    operations: orderOperations,
    text: 'spd is in øre, and does not look like kroner',
    effect: 'The sale is reported with a hundredth of its price.',
    source: `ours: a hint, as no title costs less than ten kroner; based on ${order}: spd, in øre, 18900 for 189 kroner`,
    appliesTo: ({ spd }: SubscriptionOrder) => spd !== undefined && Number(spd) > 0,
  },
} satisfies Record<string, DdsRequirement>);

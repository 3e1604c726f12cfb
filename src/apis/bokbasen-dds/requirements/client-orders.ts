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
    text: 'An order names the DDS-ID of its consumer, who has an account',
    source: `${order}: id; its example has none`,
    rule: 'DDS_CONSUMER_ID',
  },
  priceAsText: {
    id: 'BOKB-DDS-02',
    level: 'INFO',
    actors: shops,
    operations: orderOperations,
    text: 'spd is a text of digits',
    source: `${order}: every example`,
    appliesTo: ({ spd }: SubscriptionOrder) => spd !== undefined,
  },
  excerptAsTruth: {
    id: 'BOKB-DDS-03',
    level: 'INFO',
    actors: ['store client'],
    operations: ['placeOrder'],
    text: 'excerpt is true or false, and no text',
    source: `${order}: excerpt`,
    appliesTo: ({ excerpt }: OrderOfTitle) => excerpt !== undefined,
  },
  freshOrder: {
    id: 'BOKB-DDS-05',
    level: 'MUST',
    actors: shops,
    operations: orderOperations,
    text: 'An orderid is used for one purchase',
    source: `${order}: orderid must be unique for a purchase`,
  },
  shortName: {
    id: 'BOKB-DDS-11',
    level: 'MUST',
    actors: ['store client'],
    operations: ['placeOrder'],
    text: 'A firstname and a lastname have two characters or more',
    source: `${order}: firstname, lastname: minimum length 2`,
    appliesTo: hasName,
  },
  namesOfBuyer: {
    id: 'BOKB-DDS-12',
    level: 'MUST',
    actors: shops,
    operations: orderOperations,
    text: 'The order of an SDRM title has a firstname and a lastname',
    source: `${order}, ${subscription}: required for SDRM`,
    stateful: true,
  },
  shortReader: {
    id: 'BOKB-DDS-13',
    level: 'SHOULD',
    actors: ['subscription client'],
    operations: ['placeSubscriptionOrder'],
    text: 'The names of a reader have two characters or more',
    source: `${subscription}: says no length; ${order}: 2`,
    appliesTo: hasName,
  },
  knownTitle: {
    id: 'BOKB-DDS-14',
    level: 'MUST',
    actors: shops,
    operations: orderOperations,
    text: 'An order names the resid of a title in the inventory',
    source: `${order}: resid`,
  },
  saleable: {
    id: 'BOKB-DDS-15',
    level: 'MUST',
    actors: shops,
    operations: orderOperations,
    text: 'Only a title is sold that is published, not deleted, and open to the store',
    source: `${guide}: published and access; ${inventory}: published, access, deleted`,
  },
  excerptOfEbook: {
    id: 'BOKB-DDS-16',
    level: 'MUST',
    actors: ['store client'],
    operations: ['placeOrder'],
    text: 'An excerpt is ordered of an e-book that has one',
    source: `${inventory}: excerpt; ${guide}: never of an audiobook`,
    appliesTo: ({ excerpt }: OrderOfTitle) => String(excerpt) === 'true',
  },
  ownEndpoint: {
    id: 'BOKB-DDS-17',
    level: 'MUST',
    actors: shops,
    operations: orderOperations,
    text: 'A store orders by /dds/order/v1, a subscription service by /dds/order/subscription/v1',
    source: `${subscription}: who has it cannot use the normal order`,
  },
} satisfies Record<string, DdsRequirement>);

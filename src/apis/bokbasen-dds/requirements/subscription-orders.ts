import { defineRequirements } from '../../../platform/requirements/requirement.js';
import { ddsPages } from '../sources.js';
import type { DdsRequirement } from './actors-and-operations.js';

const { subscription } = ddsPages;

/** Requirements of how DDS takes orders of subscription services. */
export const subscriptionOrderRequirements = defineRequirements({
  notForStores: {
    id: 'BOKB-DDS-61',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['placeSubscriptionOrder'],
    text: 'DDS answers 403 to a subscription order of a store',
    effect: 'A store gives books away without a price, and the publisher is not paid.',
    source: `ours: the status is not written down; based on ${subscription}: a separate permission`,
    stateful: true,
  },
  residAlone: {
    id: 'BOKB-DDS-62',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['placeSubscriptionOrder'],
    text: 'DDS answers 201 to a subscription order that contains only a resid',
    effect: 'The readers of a subscription service cannot open any title.',
    source: `${subscription}: orderid and spd are Optional`,
    stateful: true,
  },
  readerNamed: {
    id: 'BOKB-DDS-63',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['placeSubscriptionOrder'],
    text: 'DDS rejects a subscription order for an SDRM title without names with a 40x status',
    effect:
      'A subscription service delivers a book without the watermark that its publisher demands.',
    source: `${subscription}: required for SDRM`,
    stateful: true,
  },
  freeOfCharge: {
    id: 'BOKB-DDS-67',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['placeSubscriptionOrder'],
    text: 'DDS accepts an spd of 0',
    effect: 'A subscription service cannot lend titles that have no price for each loan.',
    source: `${subscription}, spd: default 0`,
    stateful: true,
  },
  subscriptionOptional: {
    id: 'BOKB-DDS-237',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['placeSubscriptionOrder'],
    text: 'DDS accepts a subscription order with each of its optional attributes',
    effect: 'A service that sends its own orderid cannot lend any title.',
    source: `${subscription}: orderid, spd, firstname and lastname are Optional`,
    stateful: true,
  },
} satisfies Record<string, DdsRequirement>);

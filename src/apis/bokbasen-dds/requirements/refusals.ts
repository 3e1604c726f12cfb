import { defineRequirements } from '../../../platform/requirements/requirement.js';
import { ddsPages } from '../sources.js';
import {
  bodyOperations,
  orderOperations,
  protectedOperations,
  type DdsRequirement,
} from './actors-and-operations.js';

const { order, subscription, errors, content, glossary, guide, changes } = ddsPages;

/** Requirements of the status of a refusal, and of content that belongs to another client. */
export const refusalRequirements = defineRequirements({
  schemaStatus: {
    id: 'BOKB-DDS-243',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: bodyOperations,
    text: 'DDS answers 400 to a message that is invalid',
    effect: 'A client cannot tell a fault of its own message from a missing right.',
    source: `ours: 400 is the usual status; based on ${order}: 40x on errors, and ${errors}: 400, the request is not sufficient`,
    stateful: true,
  },
  foreignContent: {
    id: 'BOKB-DDS-81',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['getContent'],
    text: 'DDS rejects a request for content that another client ordered, and that is on no shelf, with a 40x status',
    effect: 'A store can download what was bought in another store, or lent by another service.',
    source: `${content}: Authorization is Required; ${glossary}: a Fulfilment ID belongs to the order of one vendor; ${errors}: 403 and 404`,
    stateful: true,
  },
  foreignReader: {
    id: 'BOKB-DDS-249',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['getContent'],
    text: 'DDS rejects a request for content that a consumer bought at another store with a 40x status',
    effect: 'A store can download what a reader bought in another store.',
    source: `ours: a store needs only what it sold; based on ${glossary}: an Order ID belongs to one vendor. But ${guide}: the shelf of a consumer links to the content of all stores`,
    stateful: true,
  },
  anyDate: {
    id: 'BOKB-DDS-255',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: protectedOperations,
    text: 'DDS ignores a Date header with another date',
    effect: 'Clients whose clock is wrong, or that send a fixed date, cannot call.',
    source: `ours: what is not needed is not read; based on ${changes}: Date is no longer needed`,
    stateful: true,
  },
  notSold: {
    id: 'BOKB-DDS-256',
    level: 'MUST',
    actors: ['dds server'],
    operations: orderOperations,
    text: 'DDS rejects an order for a title that is not published, or that the client cannot access, with a 40x status',
    effect:
      'A title is sold without a contract, before its publication, or after it was withdrawn.',
    source: `${guide}: only titles with published=true and access=true may be sold; ${order}, ${subscription}: 40x on errors`,
    stateful: true,
  },
} satisfies Record<string, DdsRequirement>);

import { defineRequirements } from '../../../platform/requirements/requirement.js';
import { bokbasenOrderPages } from '../sources.js';
import { type OrderRequirement } from './actors-and-operations.js';

const { send, api, changes } = bokbasenOrderPages;

/** Requirements of a buyer that sends EDItX documents. */
export const documentRequirements = defineRequirements({
  validEditx: {
    id: 'BOKB-ORDER-01',
    level: 'MUST',
    actors: ['buyer client'],
    operations: ['sendOrder'],
    text: 'The order is a valid EDItX Trade Order 1.3',
    source: `${send}: "Valid EDItX trade order 1.3"`,
  },
  ownBuyerParty: {
    id: 'BOKB-ORDER-02',
    level: 'SHOULD',
    actors: ['buyer client'],
    operations: ['sendOrder'],
    text: 'The BuyerParty of the order is a party of the sender',
    source: `${send}: OrderNumber is unique for the sending company; our interpretation`,
  },
  twoReferences: {
    id: 'BOKB-ORDER-03',
    level: 'MUST',
    actors: ['buyer client'],
    operations: ['sendOrder'],
    text: 'The order has at most two references in its header',
    source: `${send}: two ReferenceCoded are supported since February 2019`,
  },
  uniqueOrderNumber: {
    id: 'BOKB-ORDER-04',
    level: 'MUST',
    actors: ['buyer client'],
    operations: ['sendOrder'],
    text: 'The sender uses each OrderNumber once, also when the order failed',
    source: `${send}: OrderNumber must be unique for the sending company`,
  },
  knownProduct: {
    id: 'BOKB-ORDER-05',
    level: 'MUST',
    actors: ['buyer client'],
    operations: ['sendOrder'],
    text: 'Every line contains the EAN of a product in the metadata database',
    source: `${api}: products registered in Bokbasen's metadata database`,
  },
  noEbook: {
    id: 'BOKB-ORDER-06',
    level: 'MUST',
    actors: ['buyer client'],
    operations: ['sendOrder'],
    text: 'The order contains no e-books or audiobooks; these are ordered through DDS',
    source: `${api}: physical books and digital learning products`,
  },
  checkDigit: {
    id: 'BOKB-ORDER-07',
    level: 'SHOULD',
    actors: ['buyer client'],
    operations: ['sendOrder'],
    text: 'Each EAN-13 has thirteen digits and a correct check digit',
    source: 'GS1 General Specifications, check digit; our interpretation',
  },
  positiveQuantity: {
    id: 'BOKB-ORDER-08',
    level: 'SHOULD',
    actors: ['buyer client'],
    operations: ['sendOrder'],
    text: 'Each OrderQuantity is at least 1',
    source: `${send}: the schema allows any number; our interpretation`,
  },
  distinctLineNumbers: {
    id: 'BOKB-ORDER-09',
    level: 'SHOULD',
    actors: ['buyer client'],
    operations: ['sendOrder'],
    text: 'Each LineNumber is at least 1 and occurs once in the order',
    source: `${send}: LineNumber; our interpretation`,
  },
  numberOfLines: {
    id: 'BOKB-ORDER-10',
    level: 'SHOULD',
    actors: ['buyer client'],
    operations: ['sendOrder'],
    text: 'NumberOfLines equals the number of lines',
    source: `${send}: Summary; our interpretation`,
  },
  oneSeller: {
    id: 'BOKB-ORDER-11',
    level: 'SHOULD',
    actors: ['buyer client'],
    operations: ['sendOrder'],
    text: 'All lines of the order have the same seller',
    source:
      `${send}: the example has no SellerParty, so the products determine the seller; our ` +
      'interpretation',
  },
  someOrderNumber: {
    id: 'BOKB-ORDER-12',
    level: 'SHOULD',
    actors: ['buyer client'],
    operations: ['sendOrder'],
    text: 'OrderNumber is not empty',
    source: `${send}: OrderNumber; our interpretation`,
  },
  knownSeller: {
    id: 'BOKB-ORDER-13',
    level: 'SHOULD',
    actors: ['buyer client'],
    operations: ['sendOrder'],
    text: 'The SellerParty of the order is a known party',
    source: `${send}: SellerParty; our interpretation`,
  },
  xmlType: {
    id: 'BOKB-ORDER-14',
    level: 'MUST',
    actors: ['buyer client'],
    operations: ['sendOrder'],
    text: 'The order has Content-Type: application/xml',
    source: `${send}: Content-Type is required; ${changes}: a new requirement`,
  },
} satisfies Record<string, OrderRequirement>);

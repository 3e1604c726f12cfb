import { requirements } from '../../kernel/contract/requirement.js';

const api = 'Order API 0.9.2';

/** What the Order API asks of a partner beyond the schema of its messages. */
// prettier-ignore
export const orderRequirements = requirements({
  validMessage:        ['EDUV-ORDER-01', 'MUST',   'A message is as its schema wants it', `${api}: the schemas of its messages`],
  knownFieldsOnly:     ['EDUV-ORDER-30', 'INFO',   'A message holds only fields that the schema names', `${api}: the schemas forbid none, and name all that is exchanged`],
  someLines:           ['EDUV-ORDER-31', 'SHOULD', 'An order has at least one line', `${api}, orderLines: no minItems; ours`],
  positiveQuantity:    ['EDUV-ORDER-32', 'SHOULD', 'A quantity is at least 1', `${api}, quantity: no minimum; ours`],
  distinctLineIds:     ['EDUV-ORDER-33', 'SHOULD', 'A purchaseOrderLineId stands for one line of the message', `${api}, purchaseOrderLineId; ours`],
  countryCode:         ['EDUV-ORDER-34', 'SHOULD', 'A countryCode is ISO 3166-1 alpha-2', `${api}, deliveryLocation.countryCode: stated in the text`],
  sameContent:         ['EDUV-ORDER-10', 'SHOULD', 'A repeated requestReferenceId repeats the whole message', `${api}, requestReferenceId: the same request sent again`],
  freshPurchaseOrder:  ['EDUV-ORDER-35', 'SHOULD', 'A new order has a purchaseOrderId of its own', `${api}, purchaseOrderId: amendments are not described; ours`],
  zuluTime:            ['EDUV-ORDER-20', 'MUST',   'processedTimestamp is in Zulu time', `${api}, processedTimestamp: "ZULU" of RFC 3339 §5.6`],
  notInTheFuture:      ['EDUV-ORDER-21', 'SHOULD', 'processedTimestamp does not lie in the future', `${api}, processedTimestamp: when the order was processed; ours`],
  echoPurchaseOrder:   ['EDUV-ORDER-12', 'MUST',   'A confirmation repeats the purchaseOrderId of its request', `${api}, purchaseOrderId`],
  successMeansNotDeclined: ['EDUV-ORDER-13', 'MUST', 'success is false exactly when the status of the order is declined', `${api}, success`],
  reasonWithDecline:   ['EDUV-ORDER-14', 'MUST',   'A decline carries a status and a statusMessage that say why', `${api}, success: then with status and message`],
  confirmedOnce:       ['EDUV-ORDER-15', 'MUST',   'A final decision is not changed by a later confirmation', `${api}, responseReferenceId: always the same for the same response`],
  sameConfirmation:    ['EDUV-ORDER-16', 'MUST',   'A confirmation that is sent again is the same message', `${api}, responseReferenceId`],
  confirmsOrderedLine: ['EDUV-ORDER-36', 'SHOULD', 'A line of a confirmation stands for a line of the request', `${api}, productId: echoed`],
});

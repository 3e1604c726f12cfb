import { requirements } from '../../kernel/contract/requirement.js';

const api = 'Delivery API 2.0.0';

/** What the Delivery API asks of a partner beyond the schema of its messages. */
// prettier-ignore
export const deliveryRequirements = requirements({
  validMessage:      ['EDUV-DELIVERY-01', 'MUST',   'A message is as its schema wants it', `${api}: the schemas of its messages and parameters`],
  knownFieldsOnly:   ['EDUV-DELIVERY-30', 'INFO',   'A message holds only fields that the schema names', `${api}: the schemas forbid none, and name all that is exchanged`],
  sameContent:       ['EDUV-DELIVERY-10', 'SHOULD', 'A repeated deliveryOrderReferenceId repeats the whole message', `${api}, deliveryOrderReferenceId: the same request sent again`],
  sentStatus:        ['EDUV-DELIVERY-31', 'SHOULD', 'An order that is sent is not created any more', `${api}, status: created is the default before it is sent; ours`],
  endDateOnlyAtEnd:  ['EDUV-DELIVERY-32', 'SHOULD', 'Only a cancelled order has an endDate', `${api}, endDate: the date on which it was cancelled; ours`],
  zuluTime:          ['EDUV-DELIVERY-20', 'MUST',   'A timestamp is in Zulu time', `${api}: Zulu time of RFC 3339 §5.6`],
  echoProduct:       ['EDUV-DELIVERY-12', 'MUST',   'A confirmation repeats the productId of its request', `${api}, productId`],
  notInTheFuture:    ['EDUV-DELIVERY-21', 'SHOULD', 'processedTimestamp does not lie in the future', `${api}, processedTimestamp: when the change took effect; ours`],
  successHasItsCode: ['EDUV-DELIVERY-17', 'SHOULD', 'A confirmation of success has a status of success', `${api}, status; ours`],
  ownReceiveId:      ['EDUV-DELIVERY-33', 'SHOULD', 'A deliveryOrderReceiveId is not empty', `${api}, deliveryOrderReceiveId: the reference of this confirmation; ours`],
  reasonWithRefusal: ['EDUV-DELIVERY-13', 'MUST',   'A refusal carries a status and a statusMessage that say why', `${api}, success: with status and statusMessage`],
  saysWhatChanged:   ['EDUV-DELIVERY-14', 'SHOULD', 'A confirmation of success says what changed: newStatus, or newTotalQuantity', `${api}, newStatus and newTotalQuantity; ours`],
  confirmedOnce:     ['EDUV-DELIVERY-15', 'SHOULD', 'A change is confirmed once: the same confirmation keeps its deliveryOrderReceiveId', `${api}, deliveryOrderReceiveId: the same for every resend`],
  sameConfirmation:  ['EDUV-DELIVERY-16', 'MUST',   'A confirmation that is sent again is the same message', `${api}, deliveryOrderReceiveId`],
});

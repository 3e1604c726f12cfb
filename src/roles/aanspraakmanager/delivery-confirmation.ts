import { v4 } from 'uuid';
import { withRequiredStatus } from '../../apis/edu-v-delivery/confirmed-status.js';
import type {
  DeliveryOrder,
  DeliveryOrderConfirmation,
} from '../../apis/edu-v-delivery/messages.js';
import { Code } from '../../apis/edu-v/errors.js';
import { toIsoUtc } from '../../platform/time/time.js';
import type { DeliveryDecision } from './delivery-decision.js';

/** The request that a confirmation answers. */
export interface ConfirmedRequest {
  /** The deliveryOrderReferenceId as received. */
  reference: string;
  order: DeliveryOrder;
  /** The order before the request; absent: it is new, or it has the outcome already. */
  stored?: DeliveryOrder | undefined;
}

/** A new confirmation of a decision. `now`: the workspace time in milliseconds. */
export function deliveryConfirmationOf(
  { reference, order, stored }: ConfirmedRequest,
  outcome: DeliveryDecision,
  now: number,
): DeliveryOrderConfirmation {
  const { deliveryOrderId, productId } = order;
  const common = {
    deliveryOrderReferenceId: reference,
    deliveryOrderReceiveId: v4(),
    deliveryOrderId,
    productId,
    processedTimestamp: toIsoUtc(now),
  };
  if ('refused' in outcome) {
    const refusal = { success: false, status: Code.other, statusMessage: outcome.refused };
    return withRequiredStatus({ ...common, ...refusal }, stored?.status ?? 'ordered');
  }
  const { newStatus, newTotalQuantity } = outcome;
  const confirmation = {
    ...common,
    ...(newStatus !== undefined && { newStatus }),
    ...(newTotalQuantity !== undefined && { newTotalQuantity }),
    success: true,
    status: Code.ok,
    statusMessage: 'OK',
  };
  return withRequiredStatus(confirmation, outcome.order.status);
}

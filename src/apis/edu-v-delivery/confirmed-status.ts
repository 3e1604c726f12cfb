import { sharedStatuses, type DeliveryStatus } from './delivery-types.js';
import type { DeliveryOrderConfirmation } from './messages.js';

/**
 * Adds newDeliveryOrderStatus, which the source requires in every confirmation: the new status, or
 * the status that the order keeps.
 */
export function withRequiredStatus(
  confirmation: DeliveryOrderConfirmation,
  keptStatus: DeliveryStatus,
): DeliveryOrderConfirmation {
  return { newDeliveryOrderStatus: confirmation.newStatus ?? keptStatus, ...confirmation };
}

/** The status of newDeliveryOrderStatus; undefined: it is absent, or not a status. */
export function requiredStatusOf({
  newDeliveryOrderStatus: value,
}: DeliveryOrderConfirmation): DeliveryStatus | undefined {
  return sharedStatuses.find((status) => status === value);
}

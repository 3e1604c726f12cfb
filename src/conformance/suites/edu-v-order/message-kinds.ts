import type {
  CreditOrderConfirmation,
  CreditOrderRequest,
  OrderConfirmation,
  OrderRequest,
} from '../../../apis/edu-v-order/messages.js';
import { orderOperations } from '../../../apis/edu-v-order/operations.js';
import type { Operation } from '../../../platform/api/operation.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import { jsonBodyOf } from '../../runner/suite.js';

export type EduvOrderRequest = OrderRequest | CreditOrderRequest;
export type EduvOrderConfirmation = OrderConfirmation | CreditOrderConfirmation;

/**
 * The collection of the sandbox for the messages of an operation: the first segment of its path.
 */
export function collectionOf({ path }: Operation): string {
  return path.split('/')[1] ?? '';
}

/** The operation by which a request of the given operation is confirmed. */
export function confirmationOperationOf({ name }: Operation): Operation {
  return name === 'acceptOrder' ? orderOperations.confirmOrder : orderOperations.confirmCreditOrder;
}

export function decisionStatusOf(message: EduvOrderConfirmation): string {
  return 'orderStatus' in message ? message.orderStatus : message.creditOrderStatus;
}

export function responseReferenceOf(exchange: Exchange): string {
  return String(jsonBodyOf<EduvOrderConfirmation>(exchange)?.responseReferenceId).toLowerCase();
}

/** The messages of the Edu-V Order API 0.9.2 and Delivery API 2.0.0, with the fields that this system uses. */
export interface OrderLine {
  purchaseOrderLineId: string;
  productId: string;
  quantity: number;
}

export interface OrderRequest {
  requestReferenceId: string;
  purchaseOrderId: string;
  orderLines: OrderLine[];
}

export interface CreditOrderRequest {
  requestReferenceId: string;
  purchaseOrderId: string;
  salesOrderId?: string;
  responseReferenceId?: string;
  orderLines: OrderLine[];
}

export interface DeliveryOrder {
  deliveryOrderId: string;
  contractId: string;
  buyer: { organisationMasterIdentifier: string };
  productId: string;
  deliveryType: 'school-all';
  deliverySpecification: {
    school: { organisationMasterIdentifier: string };
    totalQuantity: number;
  };
  startDate: string;
  activationUntilDate: string;
  status: 'ordered' | 'cancelled';
  dateCreated: string;
  dateLastModified: string;
}

export interface DeliveryOrderRequest {
  deliveryOrderReferenceId: string;
  deliveryOrder: DeliveryOrder;
}

export type Decision = 'pending' | 'approved' | 'declined';

export interface OrderConfirmation {
  requestReferenceId: string;
  responseReferenceId: string;
  salesOrderId?: string;
  orderStatus: Decision;
  statusMessage?: string;
}

export interface CreditOrderConfirmation {
  requestReferenceId: string;
  responseReferenceId: string;
  creditOrderStatus: Decision;
  statusMessage?: string;
}

export interface DeliveryOrderConfirmation {
  deliveryOrderReferenceId: string;
  deliveryOrderReceiveId: string;
  success: boolean;
  newStatus?: string;
  statusMessage?: string;
}

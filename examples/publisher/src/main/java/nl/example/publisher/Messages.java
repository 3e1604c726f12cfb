package nl.example.publisher;

import java.util.List;

/** Messages of the Order API 0.9.2, with the fields that this publisher uses. Gson leaves out a field that is null. */
final class Messages {
  record Order(String requestReferenceId, String purchaseOrderId, List<Line> orderLines) {}

  record CreditOrder(String requestReferenceId, String purchaseOrderId, List<Line> orderLines) {}

  record Line(String purchaseOrderLineId, String productId, long quantity) {}

  record ConfirmationLine(
      String salesOrderLineId, String purchaseOrderLineId, String productId, long quantity, int status, String statusMessage) {}

  record Confirmation(
      String responseReferenceId, String requestReferenceId, String processedTimestamp, String purchaseOrderId, String salesOrderId,
      String orderStatus, boolean success, int status, String statusMessage, List<ConfirmationLine> orderConfirmationLines) {}

  record CreditConfirmation(
      String responseReferenceId, String requestReferenceId, String processedTimestamp, String purchaseOrderId, String salesOrderId,
      String creditOrderStatus, boolean success, int status, String statusMessage,
      List<ConfirmationLine> creditOrderConfirmationLines) {}

  private Messages() {}
}

package nl.example.publisher;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import nl.example.publisher.Messages.Confirmation;
import nl.example.publisher.Messages.ConfirmationLine;
import nl.example.publisher.Messages.CreditConfirmation;
import nl.example.publisher.Messages.CreditOrder;
import nl.example.publisher.Messages.Line;
import nl.example.publisher.Messages.Order;

/**
 * Decides about orders and credit orders. A request that comes again gets the first decision again, and changes nothing. A real
 * publisher stores this in a database.
 */
final class OrderBook {
  private static final int ACCEPTED = 2;
  private static final int DECLINED = 99;

  private record Sale(String salesOrderId, List<ConfirmationLine> lines, Map<String, Long> remaining) {}

  private final Predicate<String> isForSale;
  private final Map<String, Object> decisions = new HashMap<>();
  private final Map<String, Sale> sales = new HashMap<>();
  private int lastSalesOrder = 1000;

  OrderBook(Predicate<String> isForSale) {
    this.isForSale = isForSale;
  }

  synchronized Confirmation decide(Order order) {
    return once("order", order.requestReferenceId(), () -> confirm(order));
  }

  synchronized CreditConfirmation decide(CreditOrder credit) {
    return once("credit", credit.requestReferenceId(), () -> confirm(credit));
  }

  synchronized int numberOfSales() {
    return sales.size();
  }

  /** References are compared without case: they are UUIDs. */
  @SuppressWarnings("unchecked")
  private <T> T once(String kind, String reference, Supplier<T> decide) {
    String key = kind + " " + reference.toLowerCase(Locale.ROOT);
    if (!decisions.containsKey(key)) decisions.put(key, decide.get());
    return (T) decisions.get(key);
  }

  private Confirmation confirm(Order order) {
    List<ConfirmationLine> lines = new ArrayList<>();
    Map<String, Long> sold = new HashMap<>();
    for (Line line : order.orderLines()) {
      boolean accepted = isForSale.test(line.productId());
      lines.add(confirmationLine(lines.size() + 1, line, accepted ? null : "Product " + line.productId() + " is unknown"));
      if (accepted) sold.merge(line.productId(), line.quantity(), Long::sum);
    }
    if (sold.isEmpty())
      return new Confirmation(newId(), order.requestReferenceId(), now(), order.purchaseOrderId(), null,
          "declined", false, DECLINED, "No line can be delivered", lines);
    String salesOrderId = "SO-" + ++lastSalesOrder;
    sales.put(order.purchaseOrderId(), new Sale(salesOrderId, lines, sold));
    return new Confirmation(newId(), order.requestReferenceId(), now(), order.purchaseOrderId(), salesOrderId,
        "approved", true, ACCEPTED, "Accepted", lines);
  }

  private CreditConfirmation confirm(CreditOrder credit) {
    Sale sale = sales.get(credit.purchaseOrderId());
    if (sale == null) return decline(credit, null, "Order " + credit.purchaseOrderId() + " is unknown");
    List<Line> lines = credit.orderLines() == null ? linesOf(sale) : credit.orderLines();
    Map<String, Long> remaining = new HashMap<>(sale.remaining);
    for (Line line : lines) {
      long rest = remaining.getOrDefault(line.productId(), 0L) - line.quantity();
      if (rest < 0) return decline(credit, sale, "At most " + (rest + line.quantity()) + " of " + line.productId() + " can be credited");
      remaining.put(line.productId(), rest);
    }
    sale.remaining.putAll(remaining);
    List<ConfirmationLine> confirmed = new ArrayList<>();
    for (Line line : lines) confirmed.add(confirmationLine(confirmed.size() + 1, line, null));
    return new CreditConfirmation(newId(), credit.requestReferenceId(), now(), credit.purchaseOrderId(), sale.salesOrderId,
        "approved", true, ACCEPTED, "Accepted", confirmed);
  }

  /** A credit order without lines credits all lines that were sold. */
  private static List<Line> linesOf(Sale sale) {
    return sale.lines.stream()
        .filter(line -> line.status() == ACCEPTED)
        .map(line -> new Line(line.purchaseOrderLineId(), line.productId(), line.quantity()))
        .toList();
  }

  private static CreditConfirmation decline(CreditOrder credit, Sale sale, String reason) {
    return new CreditConfirmation(newId(), credit.requestReferenceId(), now(), credit.purchaseOrderId(),
        sale == null ? null : sale.salesOrderId, "declined", false, DECLINED, reason, null);
  }

  private static ConfirmationLine confirmationLine(int number, Line line, String reason) {
    return new ConfirmationLine(String.valueOf(number), line.purchaseOrderLineId(), line.productId(), line.quantity(),
        reason == null ? ACCEPTED : DECLINED, reason == null ? "Accepted" : reason);
  }

  private static String newId() {
    return UUID.randomUUID().toString();
  }

  private static String now() {
    return Instant.now().toString();
  }
}

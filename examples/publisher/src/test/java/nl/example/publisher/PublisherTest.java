package nl.example.publisher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ketenlab plays the Bestelomgeving. Each test has a publisher and a workspace of its own. */
class PublisherTest {
  private static final String BOOK = "9789000000017";
  private static final String ATLAS = "9789000000024";
  private static final String ORDER = "4e1c8a52-7b0d-4f39-8e21-6c9d0a5b3f10";
  private static final String CREDIT = "6a2f9d73-8c1e-4b5a-9d32-7e0f1b6c4a30";

  private Ketenlab ketenlab;
  private Publisher publisher;

  @BeforeEach
  void start() throws Exception {
    ketenlab = Ketenlab.workspace();
    var client = ketenlab.client("demo-ordersysteem");
    String bestelomgeving = Ketenlab.url() + "/bestelomgeving";
    var target = new Bestelomgeving.Settings(
        bestelomgeving + "/v1", bestelomgeving + "/oauth2/token", client.getKey(), client.getValue(), Duration.ofMillis(50));
    publisher = new Publisher(0, "ketenlab", "secret", target, Set.of(BOOK, ATLAS)::contains);
    ketenlab.partner("ordersysteem", publisher.url() + "/v1", publisher.url() + "/oauth2/token", "ketenlab", "secret");
  }

  @AfterEach
  void stop() {
    publisher.close();
    ketenlab.close();
  }

  @Test
  void approvesAnOrder() {
    sendOrder(line("10", BOOK, 30), line("20", ATLAS, 5));

    JsonObject confirmation = confirmations("confirmOrder", 1).get(0);
    // First, because it says more than a wrong value.
    ketenlab.assertNoViolations("ordersysteem");
    assertEquals("approved", text(confirmation, "orderStatus"));
    assertEquals("approved", text(state("orders", ORDER).getAsJsonObject("bestelomgeving"), "orderStatus"));
  }

  @Test
  void declinesALineWithAnUnknownProduct() {
    sendOrder(line("10", BOOK, 30), line("20", "9789000000031", 5));

    JsonObject confirmation = confirmations("confirmOrder", 1).get(0);
    JsonArray lines = confirmation.getAsJsonArray("orderConfirmationLines");
    assertEquals("approved", text(confirmation, "orderStatus"));
    assertEquals(List.of("2", "99"), lines.asList().stream().map(line -> text(line.getAsJsonObject(), "status")).toList());
    ketenlab.assertNoViolations("ordersysteem");
  }

  @Test
  void declinesAnOrderWithoutAKnownProduct() {
    sendOrder(line("10", "9789000000031", 5));

    assertEquals("declined", text(confirmations("confirmOrder", 1).get(0), "orderStatus"));
    assertEquals(0, publisher.orders.numberOfSales());
    ketenlab.assertNoViolations("ordersysteem");
  }

  @Test
  void creditsAPartOfAnOrder() {
    sendOrder(line("10", BOOK, 30));
    confirmations("confirmOrder", 1);
    sendCreditOrder(line("10", BOOK, 5));

    assertEquals("approved", text(confirmations("confirmCreditOrder", 1).get(0), "creditOrderStatus"));
    assertEquals("approved", text(state("creditorders", CREDIT).getAsJsonObject("bestelomgeving"), "creditOrderStatus"));
    ketenlab.assertNoViolations("ordersysteem");
  }

  @Test
  void declinesACreditOfMoreThanWasOrdered() {
    sendOrder(line("10", BOOK, 30));
    confirmations("confirmOrder", 1);
    sendCreditOrder(line("10", BOOK, 31));

    JsonObject confirmation = confirmations("confirmCreditOrder", 1).get(0);
    assertEquals("declined", text(confirmation, "creditOrderStatus"));
    assertEquals("At most 30 of " + BOOK + " can be credited", text(confirmation, "statusMessage"));
    ketenlab.assertNoViolations("ordersysteem");
  }

  @Test
  void sendsAConfirmationAgainAfterAnError() {
    ketenlab.fault("confirmOrder", "status", Map.of("status", 503, "times", 2));
    sendOrder(line("10", BOOK, 30));

    List<JsonObject> attempts = ketenlab.waitFor("confirmOrder", 3);
    assertEquals(List.of("503", "503", "202"), attempts.stream().map(attempt -> text(attempt, "status")).toList());
    assertEquals(1, attempts.stream().map(PublisherTest::body).distinct().count());
    ketenlab.assertNoViolations("ordersysteem");
  }

  @Test
  void getsANewTokenWhenItsTokenIsRefused() {
    ketenlab.fault("confirmOrder", "status", Map.of("status", 401, "times", 1));
    sendOrder(line("10", BOOK, 30));

    assertEquals("202", text(ketenlab.waitFor("confirmOrder", 2).get(1), "status"));
    assertEquals(2, ketenlab.waitFor("issueToken", 2).stream().filter(one -> text(one, "direction").equals("inbound")).count());
    ketenlab.assertNoViolations("ordersysteem");
  }

  @Test
  void processesARepeatedOrderOnce() {
    sendOrder(line("10", BOOK, 30));
    confirmations("confirmOrder", 1);
    JsonArray deliveries = ketenlab.control("GET", "deliveries", null).getAsJsonObject().getAsJsonArray("items");
    ketenlab.control("POST", "deliveries/" + text(deliveries.get(0).getAsJsonObject(), "id") + "/replay", null);
    ketenlab.advance("PT1M");

    List<JsonObject> both = confirmations("confirmOrder", 2);
    assertEquals(both.get(0), both.get(1));
    assertEquals(1, publisher.orders.numberOfSales());
    ketenlab.assertNoViolations("ordersysteem");
  }

  @Test
  void refusesAnInvalidOrder() throws Exception {
    String order = "{\"requestReferenceId\": \"" + ORDER + "\", \"purchaseOrderId\": 7, \"orderLines\": [{\"productId\": \"" + BOOK + "\"}]}";
    HttpResponse<String> answer = put("/v1/orders", publisherToken(), order);

    assertEquals(400, answer.statusCode());
    JsonObject body = new Gson().fromJson(answer.body(), JsonObject.class);
    assertEquals("11", text(body, "status"));
    assertTrue(text(body, "statusMessage").startsWith("Schema incorrect. "), answer.body());
    assertTrue(text(body, "statusMessage").contains("/purchaseOrderId"), answer.body());
    assertTrue(text(body, "statusMessage").contains("/orderLines/0/quantity"), answer.body());
  }

  @Test
  void refusesAnOrderWithoutAToken() throws Exception {
    HttpResponse<String> answer = put("/v1/orders", "unknown", "{}");

    assertEquals(401, answer.statusCode());
    assertTrue(answer.headers().firstValue("WWW-Authenticate").isPresent());
  }

  private void sendOrder(String... lines) {
    send("orders", ORDER, lines);
  }

  private void sendCreditOrder(String... lines) {
    send("creditorders", CREDIT, lines);
  }

  /** Lets the Bestelomgeving send a message to the publisher. */
  private void send(String collection, String id, String... lines) {
    ketenlab.control("POST", "state/" + collection, "{\"requestReferenceId\": \"" + id + "\", \"purchaseOrderId\": \"PO-2026-000200\", "
        + "\"orderLines\": [" + String.join(",", lines) + "]}");
    ketenlab.advance("PT1M");
  }

  private static String line(String id, String product, int quantity) {
    return "{\"purchaseOrderLineId\": \"" + id + "\", \"productId\": \"" + product + "\", \"quantity\": " + quantity + "}";
  }

  private List<JsonObject> confirmations(String operation, int count) {
    return ketenlab.waitFor(operation, count).stream().map(PublisherTest::body).toList();
  }

  private JsonObject state(String collection, String id) {
    return ketenlab.control("GET", "state/" + collection + "/" + id, null).getAsJsonObject();
  }

  private String publisherToken() throws Exception {
    var request = HttpRequest.newBuilder(URI.create(publisher.url() + "/oauth2/token"))
        .POST(BodyPublishers.ofString("grant_type=client_credentials&client_id=ketenlab&client_secret=secret")).build();
    String body = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    return text(new Gson().fromJson(body, JsonObject.class), "access_token");
  }

  private HttpResponse<String> put(String path, String token, String body) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(publisher.url() + path))
        .header("Authorization", "Bearer " + token).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(body)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  private static JsonObject body(JsonObject exchange) {
    return exchange.getAsJsonObject("request").getAsJsonObject("body");
  }

  private static String text(JsonObject object, String name) {
    JsonElement value = object.get(name);
    return value == null ? "nothing" : value.getAsString();
  }
}

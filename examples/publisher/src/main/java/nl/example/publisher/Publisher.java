package nl.example.publisher;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import nl.example.publisher.Messages.CreditOrder;
import nl.example.publisher.Messages.Order;

/** Ordersysteem of a publisher: receives orders and credit orders, and sends a confirmation of each. */
public final class Publisher implements AutoCloseable {
  private record Answer(int status, Map<String, String> headers, Object body) {}

  private final Gson gson = new Gson();
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final HttpServer server;
  private final AccessTokens tokens;
  private final Bestelomgeving bestelomgeving;
  final OrderBook orders;

  /** Starts the server. {@code clientId} and {@code clientSecret} are those of the Bestelomgeving at this publisher. */
  Publisher(int port, String clientId, String clientSecret, Bestelomgeving.Settings target, Predicate<String> isForSale) throws IOException {
    tokens = new AccessTokens(clientId, clientSecret);
    bestelomgeving = new Bestelomgeving(target);
    orders = new OrderBook(isForSale);
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void handle(HttpExchange http) throws IOException {
    try (http) {
      Answer answer = answer(http);
      byte[] body = answer.body == null ? new byte[0] : gson.toJson(answer.body).getBytes(StandardCharsets.UTF_8);
      http.getResponseHeaders().set("API-Version", "0.9.2");
      if (body.length > 0) http.getResponseHeaders().set("Content-Type", "application/json");
      answer.headers.forEach(http.getResponseHeaders()::set);
      http.sendResponseHeaders(answer.status, body.length == 0 ? -1 : body.length);
      http.getResponseBody().write(body);
    }
  }

  private Answer answer(HttpExchange http) throws IOException {
    String method = http.getRequestMethod();
    String authorization = http.getRequestHeaders().getFirst("Authorization");
    String body = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    return switch (http.getRequestURI().getPath()) {
      case "/oauth2/token" -> method.equals("POST") ? token(authorization, body) : notAllowed("POST");
      case "/v1/orders" -> method.equals("PUT") ? accept(http, Schema.ORDER, body, this::order) : notAllowed("PUT");
      case "/v1/creditorders" -> method.equals("PUT") ? accept(http, Schema.CREDIT_ORDER, body, this::creditOrder) : notAllowed("PUT");
      // A Bestelomgeving serves these paths.
      case "/v1/orders/confirmations", "/v1/creditorders/confirmations" -> notAllowed("");
      default -> new Answer(404, Map.of(), null);
    };
  }

  private void order(JsonElement message) {
    bestelomgeving.send("/orders/confirmations", orders.decide(gson.fromJson(message, Order.class)));
  }

  private void creditOrder(JsonElement message) {
    bestelomgeving.send("/creditorders/confirmations", orders.decide(gson.fromJson(message, CreditOrder.class)));
  }

  private Answer accept(HttpExchange http, Schema schema, String body, java.util.function.Consumer<JsonElement> process) {
    if (!tokens.accept(http.getRequestHeaders().getFirst("Authorization")))
      return new Answer(401, Map.of("WWW-Authenticate", "Bearer scope=\"" + AccessTokens.SCOPE + "\""), null);
    String type = http.getRequestHeaders().getFirst("Content-Type");
    if (type == null || !type.toLowerCase(java.util.Locale.ROOT).startsWith("application/json"))
      return schemaError(List.of(new Schema.Problem("", "application/json", String.valueOf(type))));
    try {
      JsonElement message = gson.getAdapter(JsonElement.class).fromJson(body);
      List<Schema.Problem> problems = schema.check(message);
      if (!problems.isEmpty()) return schemaError(problems);
      process.accept(message);
      return new Answer(202, Map.of(), null);
    } catch (IOException | JsonParseException error) {
      return schemaError(List.of(new Schema.Problem("", "JSON", "text")));
    }
  }

  private Answer schemaError(List<Schema.Problem> problems) {
    return new Answer(400, Map.of(), Map.of("status", 11, "statusMessage", "Schema incorrect. " + gson.toJson(problems)));
  }

  private Answer token(String authorization, String form) {
    return tokens.issue(authorization, form)
        .map(token -> new Answer(200, Map.of(),
            Map.of("access_token", token, "token_type", "Bearer", "expires_in", AccessTokens.LIFETIME.toSeconds())))
        .orElse(new Answer(401, Map.of(), Map.of("error", "invalid_client")));
  }

  private static Answer notAllowed(String allow) {
    return new Answer(405, Map.of("Allow", allow), null);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    bestelomgeving.close();
  }

  /** Arguments: port, base URL and token endpoint of the Bestelomgeving, client id and secret there. */
  public static void main(String[] args) throws IOException {
    var target = new Bestelomgeving.Settings(args[1], args[2], args[3], args[4], Duration.ofSeconds(1));
    var publisher = new Publisher(Integer.parseInt(args[0]), "ketenlab", "secret", target, product -> true);
    System.out.println("The publisher listens at " + publisher.url());
  }
}

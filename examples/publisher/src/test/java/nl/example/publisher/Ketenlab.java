package nl.example.publisher;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Ketenlab for JUnit tests. {@link #workspace()} starts the server at its first call, and stops it at the end of the JVM. It uses a
 * server that runs already, if {@link #use} or {@code KETENLAB_URL} names one, or {@code npx ketenlab serve --detach} started one in
 * this folder. Copy this file and change its package: it needs Java 17, Gson, and the package ketenlab in {@code node_modules}.
 */
public final class Ketenlab implements AutoCloseable {
  private static final Gson GSON = new Gson();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int TIMEOUT_SECONDS = 10;
  private static String server;
  private static String controlToken = System.getenv("SANDBOX_TOKEN");

  private final JsonObject workspace;

  private Ketenlab(JsonObject workspace) {
    this.workspace = workspace;
  }

  /** Uses a server that runs already, for example in a container. The token is that of its control API, or null. */
  public static synchronized void use(String url, String token) {
    server = url.replaceAll("/+$", "");
    controlToken = token;
  }

  /** A new workspace, with clients, orders, clock and journal of its own. Close it at the end of the test. */
  public static Ketenlab workspace() {
    return new Ketenlab(call("POST", url() + "/_sandbox/workspaces", "{}").getAsJsonObject());
  }

  /** Base URL of the server. */
  public static synchronized String url() {
    String running = System.getenv("KETENLAB_URL");
    if (server == null) use(running == null ? start() : running, controlToken);
    return server;
  }

  /** Id and secret of a client, by its name in the documents, for example {@code demo-ordersysteem}. */
  public Map.Entry<String, String> client(String name) {
    for (JsonElement element : workspace.getAsJsonArray("clients")) {
      JsonObject client = element.getAsJsonObject();
      String id = client.get("clientId").getAsString();
      if (id.equals(workspace.get("id").getAsString() + "-" + name)) return Map.entry(id, client.get("clientSecret").getAsString());
    }
    throw new IllegalArgumentException("no client " + name + " in " + workspace.get("clients"));
  }

  /** An access token of a client at an Edu-V role of Ketenlab, for example {@code bestelomgeving}. */
  public String token(String role, String clientName) {
    var client = client(clientName);
    String form = "grant_type=client_credentials&client_id=" + client.getKey() + "&client_secret=" + client.getValue();
    var request = HttpRequest.newBuilder(URI.create(url() + "/" + role + "/oauth2/token"))
        .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(form)).build();
    return send(request).getAsJsonObject().get("access_token").getAsString();
  }

  /** Call of the control API, with a path in this workspace, for example {@code GET}, {@code state/orders/…}. The body is JSON, or null. */
  public JsonElement control(String method, String path, String body) {
    return call(method, url() + "/_sandbox/workspaces/" + workspace.get("id").getAsString() + "/" + path, body);
  }

  /** Lets Ketenlab send what the role receives to your server, without a token. */
  public void partner(String role, String baseUrl) {
    control("PUT", "partners/" + role, GSON.toJson(Map.of("baseUrl", baseUrl)));
  }

  /** The same with a token, which Ketenlab gets from your token endpoint as this client. */
  public void partner(String role, String baseUrl, String tokenUrl, String clientId, String clientSecret) {
    var partner = Map.of("baseUrl", baseUrl, "tokenUrl", tokenUrl, "clientId", clientId, "clientSecret", clientSecret);
    control("PUT", "partners/" + role, GSON.toJson(partner));
  }

  /** Moves the clock forward, for example by {@code PT1M}. Everything that becomes due is sent before this returns. */
  public void advance(String duration) {
    control("POST", "clock/advance", GSON.toJson(Map.of("duration", duration)));
  }

  /** Breaks requests of an operation, for example {@code fault("confirmOrder", "status", Map.of("status", 503, "times", 1))}. */
  public void fault(String operation, String kind, Map<String, ?> fields) {
    Map<String, Object> rule = new HashMap<>(fields);
    rule.put("operation", operation);
    rule.put("kind", kind);
    control("POST", "faults", GSON.toJson(rule));
  }

  /**
   * The requests of an operation between Ketenlab and your system, the oldest first. Each has status, request, response and findings.
   * Calls between Ketenlab's own roles do not count.
   */
  public List<JsonObject> requests(String operation) {
    List<JsonObject> found = new ArrayList<>();
    for (JsonObject exchange : items("exchanges?limit=500&operation=" + operation))
      if (text(exchange, "peer").equals("partner")) found.add(0, exchange);
    return found;
  }

  /** The requests of an operation, as soon as there are so many. */
  public List<JsonObject> waitFor(String operation, int count) {
    long end = System.currentTimeMillis() + 1000 * TIMEOUT_SECONDS;
    for (;;) {
      List<JsonObject> found = requests(operation);
      if (found.size() >= count) return found;
      if (System.currentTimeMillis() > end)
        throw new AssertionError("expected " + count + " requests of " + operation + " within " + TIMEOUT_SECONDS + " seconds, received "
            + found.stream().map(Ketenlab::line).toList() + undelivered() + section("Broken requirements:", violations("", "MUST")));
      pause();
    }
  }

  /** Fails if a party, for example {@code ordersysteem}, broke a requirement of level MUST, or if no message of it was checked. */
  public void assertNoViolations(String party) {
    List<String> violations = violations(party, "MUST");
    if (!violations.isEmpty()) throw new AssertionError("\nThe " + party + " breaks requirements:\n" + String.join("\n", violations));
    // A token request alone has no result of level MUST.
    if (requirements(party, "MUST").allMatch(rule -> text(rule, "verdict").equals("skip")))
      throw new AssertionError("No message of the " + party + " was checked in this workspace: is the address right?" + undelivered());
  }

  /** The requirements of a level (MUST, SHOULD, INFO) that a party broke: rule, request, difference and source. */
  public List<String> violations(String party, String level) {
    return requirements(party, level).filter(rule -> !rule.getAsJsonArray("findings").isEmpty()).map(this::violation).toList();
  }

  /** Removes the workspace. */
  @Override
  public void close() {
    control("DELETE", "", null);
  }

  private Stream<JsonObject> requirements(String party, String level) {
    String query = "conformance?format=json" + (party.isEmpty() ? "" : "&party=" + party);
    return objects(control("GET", query, null), "requirements").stream().filter(rule -> text(rule, "level").equals(level));
  }

  private String violation(JsonObject rule) {
    StringBuilder violation = new StringBuilder("  " + text(rule, "id") + " (" + text(rule, "level") + ") " + text(rule, "text"));
    for (JsonObject finding : objects(rule, "findings")) {
      String place = text(finding, "pointer").isEmpty() ? "message" : text(finding, "pointer");
      violation.append("\n    ").append(exchange(finding)).append("\n      ").append(place)
          .append(": expected ").append(text(finding, "expected")).append(", seen ").append(text(finding, "seen"));
    }
    return violation + "\n    source: " + text(rule, "source");
  }

  /** Messages of Ketenlab that your server has not accepted, and those that went to a role of Ketenlab because no partner is set. */
  private String undelivered() {
    List<String> lines = new ArrayList<>();
    for (JsonObject message : items("deliveries?limit=100")) {
      boolean own = text(message, "url").startsWith(url() + "/");
      if (!own && text(message, "state").equals("sent")) continue;
      List<JsonObject> attempts = objects(message, "attempts");
      String last = attempts.isEmpty() ? "not sent yet" : attempt(attempts.get(attempts.size() - 1));
      lines.add("  " + text(message, "operation") + " to " + text(message, "url") + " -> " + last
          + (own ? " (Ketenlab's own " + text(message, "to") + ", because no partner is set)" : ""));
    }
    return section("Messages that did not reach your system:", lines);
  }

  private static String attempt(JsonObject attempt) {
    return attempt.has("status") ? text(attempt, "status") : text(attempt, "error");
  }

  private static String section(String title, List<String> lines) {
    return lines.isEmpty() ? "" : "\n" + title + "\n" + String.join("\n", lines);
  }

  private List<JsonObject> items(String path) {
    return objects(control("GET", path, null), "items");
  }

  private static List<JsonObject> objects(JsonElement parent, String name) {
    return parent.getAsJsonObject().getAsJsonArray(name).asList().stream().map(JsonElement::getAsJsonObject).toList();
  }

  private String exchange(JsonObject finding) {
    if (!finding.has("exchange")) return text(finding, "operation");
    JsonObject exchange = control("GET", "exchanges/" + text(finding, "exchange"), null).getAsJsonObject();
    return line(exchange) + " (" + text(exchange, "operation") + ")";
  }

  private static String line(JsonObject exchange) {
    return text(exchange, "method") + " " + text(exchange, "path") + " -> " + text(exchange, "status");
  }

  private static String text(JsonObject object, String name) {
    JsonElement value = object.get(name);
    return value == null || value.isJsonNull() ? "" : value.getAsString();
  }

  private static JsonElement call(String method, String url, String body) {
    var request = HttpRequest.newBuilder(URI.create(url.replaceAll("/$", "")));
    if (body != null) request.header("Content-Type", "application/json");
    if (controlToken != null) request.header("Authorization", "Bearer " + controlToken);
    return send(request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body)).build());
  }

  private static JsonElement send(HttpRequest request) {
    try {
      HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
      if (response.statusCode() < 300) return GSON.fromJson(response.body(), JsonElement.class);
      throw new IllegalStateException(request.method() + " " + request.uri() + " answered " + response.statusCode() + " " + response.body());
    } catch (IOException error) {
      throw new UncheckedIOException("No answer from Ketenlab at " + request.uri(), error);
    } catch (InterruptedException error) {
      throw new IllegalStateException(error);
    }
  }

  private static String start() {
    Output running = ketenlab("status", "--json");
    if (running.exitCode == 0) return text(GSON.fromJson(running.text, JsonObject.class), "url");
    Output started = ketenlab("serve", "--detach", "--port", "0");
    if (started.exitCode != 0) throw new IllegalStateException("Ketenlab did not start: " + started.errors);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> ketenlab("stop")));
    return started.text;
  }

  private record Output(int exitCode, String text, String errors) {}

  /** Runs a command of Ketenlab. `npx` is not used: it is slower, and has another name in Windows. */
  private static Output ketenlab(String... arguments) {
    Path program = Path.of("node_modules/ketenlab/bin/ketenlab.mjs");
    if (!Files.exists(program)) throw new IllegalStateException(program.toAbsolutePath() + " is missing: run `npm install` first");
    List<String> command = new ArrayList<>(List.of("node", program.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("DATABASE_URL", "sqlite::memory:");
    try {
      Path errors = Files.createTempFile("ketenlab", ".log");
      Process process = builder.redirectError(errors.toFile()).start();
      String text = new String(process.getInputStream().readAllBytes(), UTF_8).trim();
      var output = new Output(process.waitFor(), text, Files.readString(errors).trim());
      Files.delete(errors);
      return output;
    } catch (IOException error) {
      throw new UncheckedIOException("Ketenlab needs Node 20.19 or later", error);
    } catch (InterruptedException error) {
      throw new IllegalStateException(error);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException error) {
      throw new IllegalStateException(error);
    }
  }
}

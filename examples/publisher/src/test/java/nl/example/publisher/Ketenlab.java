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
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Ketenlab for JUnit tests. {@link #workspace()} starts the server at its first call, and stops it at the end of the JVM. It uses a
 * server that runs already, if {@code KETENLAB_URL} names one or {@code npx ketenlab serve --detach} started one in this folder.
 * Copy this file: it needs Java 17, Gson, and the package ketenlab in {@code node_modules}.
 */
public final class Ketenlab implements AutoCloseable {
  private static final Gson GSON = new Gson();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int TIMEOUT_SECONDS = 10;
  private static String server;

  private final JsonObject workspace;

  private Ketenlab(JsonObject workspace) {
    this.workspace = workspace;
  }

  /** A new workspace, with clients, orders, clock and journal of its own. Close it at the end of the test. */
  public static Ketenlab workspace() {
    return new Ketenlab(call("POST", url() + "/_sandbox/workspaces", "{}").getAsJsonObject());
  }

  /** Base URL of the server. */
  public static synchronized String url() {
    if (server == null) server = System.getenv("KETENLAB_URL");
    if (server == null) server = start();
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

  /** Answers the next requests of an operation with an error, so many times. */
  public void fault(String operation, int status, int times) {
    control("POST", "faults", GSON.toJson(Map.of("kind", "status", "operation", operation, "status", status, "times", times)));
  }

  /** The requests of an operation, the oldest first, as soon as there are so many. Each has status, request, response and findings. */
  public List<JsonObject> waitFor(String operation, int count) {
    long end = System.currentTimeMillis() + 1000 * TIMEOUT_SECONDS;
    for (;;) {
      List<JsonObject> found = new ArrayList<>();
      JsonElement page = control("GET", "exchanges?limit=500&operation=" + operation, null);
      page.getAsJsonObject().getAsJsonArray("items").forEach(item -> found.add(item.getAsJsonObject()));
      Collections.reverse(found);
      if (found.size() >= count) return found;
      if (System.currentTimeMillis() > end)
        throw new AssertionError("expected " + count + " requests of " + operation + " within " + TIMEOUT_SECONDS + " seconds, received "
            + found.stream().map(Ketenlab::line).toList());
      pause();
    }
  }

  /** Fails if a party, for example {@code ordersysteem}, broke a requirement of level MUST. The message has each of them. */
  public void assertNoViolations(String party) {
    List<String> violations = violations(party, "MUST");
    if (!violations.isEmpty()) throw new AssertionError("\nThe " + party + " breaks requirements:\n" + String.join("\n", violations));
  }

  /** The requirements of a level (MUST, SHOULD, INFO) that a party broke: rule, request, difference and source. */
  public List<String> violations(String party, String level) {
    List<String> violations = new ArrayList<>();
    for (JsonElement element : control("GET", "conformance?format=json&party=" + party, null).getAsJsonObject().getAsJsonArray("requirements")) {
      JsonObject rule = element.getAsJsonObject();
      if (!text(rule, "level").equals(level) || rule.getAsJsonArray("findings").isEmpty()) continue;
      StringBuilder violation = new StringBuilder("  " + text(rule, "id") + " (" + level + ") " + text(rule, "text"));
      for (JsonElement one : rule.getAsJsonArray("findings")) {
        JsonObject finding = one.getAsJsonObject();
        violation.append("\n    ").append(exchange(finding)).append("\n      ").append(text(finding, "pointer"))
            .append(": expected ").append(text(finding, "expected")).append(", seen ").append(text(finding, "seen"));
      }
      violations.add(violation + "\n    source: " + text(rule, "source"));
    }
    return violations;
  }

  /** Removes the workspace. */
  @Override
  public void close() {
    control("DELETE", "", null);
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
    return object.has(name) ? object.get(name).getAsString() : "";
  }

  private static JsonElement call(String method, String url, String body) {
    var request = HttpRequest.newBuilder(URI.create(url.replaceAll("/$", "")));
    if (body != null) request.header("Content-Type", "application/json");
    String token = System.getenv("SANDBOX_TOKEN");
    if (token != null) request.header("Authorization", "Bearer " + token);
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
    String running = ketenlab("status", "--json");
    if (running.startsWith("{") && running.contains("\"ready\":true")) return text(GSON.fromJson(running, JsonObject.class), "url");
    String url = ketenlab("serve", "--detach", "--port", "0");
    if (!url.startsWith("http")) throw new IllegalStateException("Ketenlab did not start: " + url);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> ketenlab("stop")));
    return url;
  }

  /** Output of a command of Ketenlab. `npx` is not used: it is slower, and has another name in Windows. */
  private static String ketenlab(String... arguments) {
    Path program = Path.of("node_modules/ketenlab/bin/ketenlab.mjs");
    if (!Files.exists(program)) throw new IllegalStateException(program.toAbsolutePath() + " is missing: run `npm install` first");
    List<String> command = new ArrayList<>(List.of("node", program.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("DATABASE_URL", "sqlite::memory:");
    try {
      return new String(builder.start().getInputStream().readAllBytes(), UTF_8).trim();
    } catch (IOException error) {
      throw new UncheckedIOException("Ketenlab needs Node 20.19 or later", error);
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

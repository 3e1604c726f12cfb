package nl.example.publisher;

import com.google.gson.JsonObject;
import com.google.gson.Gson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;

/** Sends confirmations to the Bestelomgeving, one after the other, and again when it is not available. */
final class Bestelomgeving implements AutoCloseable {
  /** Address and client of the publisher at the Bestelomgeving. The pause before a repeat doubles each time. */
  record Settings(String baseUrl, String tokenUrl, String clientId, String clientSecret, Duration firstPause) {}

  private static final Logger LOG = Logger.getLogger(Bestelomgeving.class.getName());
  private static final int MAX_ATTEMPTS = 8;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Settings settings;
  private final Gson gson = new Gson();
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final ScheduledExecutorService queue = Executors.newSingleThreadScheduledExecutor();
  private String token;

  Bestelomgeving(Settings settings) {
    this.settings = settings;
  }

  void send(String path, Object confirmation) {
    String body = gson.toJson(confirmation);
    queue.execute(() -> attempt(path, body, 1));
  }

  private void attempt(String path, String body, int number) {
    String problem;
    try {
      int status = put(path, body);
      if (status == 202) return;
      if (status == 401) token = null;
      problem = "answered " + status;
      if (!isTemporary(status)) {
        LOG.severe(() -> path + " refused the confirmation with " + status + ": " + body);
        return;
      }
    } catch (IOException error) {
      problem = "failed: " + error;
    } catch (InterruptedException error) {
      return;
    }
    if (number == MAX_ATTEMPTS) LOG.severe("gave up: " + path + " " + problem + ": " + body);
    else queue.schedule(() -> attempt(path, body, number + 1), settings.firstPause.toMillis() << (number - 1), TimeUnit.MILLISECONDS);
  }

  private static boolean isTemporary(int status) {
    return status == 401 || status == 408 || status == 429 || status >= 500;
  }

  private int put(String path, String body) throws IOException, InterruptedException {
    if (token == null) token = fetchToken();
    HttpRequest request = request(settings.baseUrl + path)
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json")
        .PUT(BodyPublishers.ofString(body))
        .build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  private String fetchToken() throws IOException, InterruptedException {
    String client = settings.clientId + ":" + settings.clientSecret;
    HttpRequest request = request(settings.tokenUrl)
        .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(client.getBytes(StandardCharsets.UTF_8)))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString("grant_type=client_credentials&scope=" + AccessTokens.SCOPE))
        .build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 200) throw new IOException("no token: " + response.statusCode() + " " + response.body());
    return gson.fromJson(response.body(), JsonObject.class).get("access_token").getAsString();
  }

  private static HttpRequest.Builder request(String url) {
    return HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT);
  }

  @Override
  public void close() {
    queue.shutdownNow();
  }
}

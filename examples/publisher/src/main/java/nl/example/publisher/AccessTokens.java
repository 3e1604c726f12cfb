package nl.example.publisher;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Token server of the publisher, with one client. A real publisher uses a product for this. */
final class AccessTokens {
  static final String SCOPE = "eduv.order";
  static final Duration LIFETIME = Duration.ofHours(1);

  private record Token(Instant expires, boolean hasScope) {}

  private final String clientId;
  private final String clientSecret;
  private final Map<String, Token> tokens = new ConcurrentHashMap<>();

  AccessTokens(String clientId, String clientSecret) {
    this.clientId = clientId;
    this.clientSecret = clientSecret;
  }

  /** A new token, if the client is right. The client is in the header Authorization or in the form. */
  Optional<String> issue(String authorization, String form) {
    Map<String, String> fields = new HashMap<>();
    for (String pair : form.split("&")) {
      String[] parts = pair.split("=", 2);
      fields.put(decode(parts[0]), parts.length == 2 ? decode(parts[1]) : "");
    }
    String expected = clientId + ":" + clientSecret;
    boolean isClient = authorization == null
        ? expected.equals(fields.get("client_id") + ":" + fields.get("client_secret"))
        : authorization.equals("Basic " + Base64.getEncoder().encodeToString(expected.getBytes(StandardCharsets.UTF_8)));
    if (!isClient) return Optional.empty();
    String token = UUID.randomUUID().toString();
    boolean hasScope = fields.getOrDefault("scope", SCOPE).contains(SCOPE);
    tokens.put(token, new Token(Instant.now().plus(LIFETIME), hasScope));
    return Optional.of(token);
  }

  /** True for a header with a token that is valid, and has the scope of the Order API. */
  boolean accept(String authorization) {
    if (authorization == null || !authorization.startsWith("Bearer ")) return false;
    Token token = tokens.get(authorization.substring("Bearer ".length()));
    return token != null && token.hasScope && token.expires.isAfter(Instant.now());
  }

  private static String decode(String value) {
    return URLDecoder.decode(value, StandardCharsets.UTF_8);
  }
}

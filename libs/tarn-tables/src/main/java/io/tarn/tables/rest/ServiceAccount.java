package io.tarn.tables.rest;

import io.tarn.tables.Connection;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import org.apache.iceberg.rest.HTTPHeaders;
import org.apache.iceberg.rest.HTTPRequest;
import org.apache.iceberg.rest.ImmutableHTTPRequest;
import org.apache.iceberg.rest.RESTClient;
import org.apache.iceberg.rest.auth.AuthManager;
import org.apache.iceberg.rest.auth.AuthProperties;
import org.apache.iceberg.rest.auth.AuthSession;

/** Signs Iceberg's requests with the service account's token; Iceberg loads it by name. */
public final class ServiceAccount implements AuthManager {
  private static final String ENDPOINT = "tarn.token-endpoint";
  private static final String CLIENT = "tarn.client-id";
  private static final String SECRET = "tarn.client-secret";

  private AccessTokens tokens;

  /**
   * Called by Iceberg.
   *
   * @param catalog name of the catalog, which does not matter here
   */
  @SuppressWarnings("UnusedVariable")
  public ServiceAccount(String catalog) {}

  static Map<String, String> properties(Connection connection) {
    return Map.of(
        AuthProperties.AUTH_TYPE,
        ServiceAccount.class.getName(),
        ENDPOINT,
        connection.tokenEndpoint().toString(),
        CLIENT,
        connection.clientId(),
        SECRET,
        connection.clientSecret());
  }

  @Override
  public AuthSession catalogSession(RESTClient client, Map<String, String> properties) {
    if (tokens == null) {
      tokens =
          new AccessTokens(
              URI.create(properties.get(ENDPOINT)),
              properties.get(CLIENT),
              properties.get(SECRET),
              Clock.systemUTC());
    }
    return new Bearer(tokens);
  }

  @Override
  public void close() {}

  private record Bearer(AccessTokens tokens) implements AuthSession {
    @Override
    public HTTPRequest authenticate(HTTPRequest request) {
      HTTPHeaders bearer = HTTPHeaders.of(Map.of("Authorization", "Bearer " + tokens.current()));
      return ImmutableHTTPRequest.builder()
          .from(request)
          .headers(request.headers().putIfAbsent(bearer))
          .build();
    }

    @Override
    public void close() {}
  }
}

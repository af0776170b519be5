package io.tarn.local.platform;

import io.tarn.local.server.KeycloakServer;
import io.tarn.local.state.Ports;
import java.net.URI;

/** Where the parts of a local platform are. All of them listen to this machine only. */
public record Endpoints(Ports ports) {

  public URI of(TarnService service) {
    return http(ports.of(service.id()));
  }

  public String kafka() {
    return "127.0.0.1:" + ports.of("kafka");
  }

  public URI s3() {
    return http(ports.of("s3"));
  }

  public URI keycloak() {
    return http(ports.of("keycloak"));
  }

  /** Of the tokens: the realm {@code tarn}. */
  public URI issuer() {
    return KeycloakServer.issuer(ports.of("keycloak"));
  }

  /**
   * The JDBC address of a database.
   *
   * @param database {@code postgres}, {@code catalog} or {@code ml}
   */
  public String postgres(String database) {
    return "jdbc:postgresql://127.0.0.1:" + ports.of("postgres") + "/" + database;
  }

  private static URI http(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }
}

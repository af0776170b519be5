package io.tarn.local.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tarn.local.client.TarnClient;
import io.tarn.local.client.Tokens;
import io.tarn.local.platform.Platform;
import io.tarn.local.platform.TarnService;
import io.tarn.local.server.KeycloakServer;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.json.Json;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

/** A user and a grant that are made while everything runs take effect without a restart. */
final class Newcomer {
  private static final String TABLE = "retail.gold.daily_sales";
  private static final Duration SOON = Duration.ofSeconds(15);

  private final Lake lake;
  private final String name = "newcomer-" + UUID.randomUUID().toString().substring(0, 8);

  Newcomer(Lake lake) {
    this.lake = lake;
  }

  void look(Stage stage) {
    create();
    TarnClient catalog = lake.as(Lake.ENGINEER, TarnService.CATALOG);
    stage.hold("a new user is refused", settled(ErrorKind.FORBIDDEN));
    Grants.letUse(catalog, "retail", "user:" + name);
    Grants.give(catalog, TABLE, "user:" + name);
    stage.hold("a grant takes effect while running", settled(null));
    Grants.take(catalog, TABLE, "user:" + name);
    stage.hold("a grant taken back does too", settled(ErrorKind.FORBIDDEN));
  }

  private boolean settled(ErrorKind expected) {
    return Waiting.settled(SOON, this::read, kind -> kind == expected) == expected;
  }

  /** What reading the table comes to: null when it is answered. */
  private ErrorKind read() {
    try {
      lake.sql(name, "SELECT count(*) FROM " + TABLE);
      return null;
    } catch (TarnException problem) {
      return problem.kind();
    }
  }

  private void create() {
    Platform platform = lake.platform();
    URI keycloak = platform.endpoints().keycloak();
    Supplier<String> admin =
        new Tokens(keycloak.resolve("/realms/master"))
            .administrator(KeycloakServer.ADMIN, KeycloakServer.ADMIN_PASSWORD);
    ObjectNode user =
        Json.MAPPER
            .createObjectNode()
            .put("username", name)
            .put("email", name + "@example.org")
            .put("firstName", "New")
            .put("lastName", "Comer")
            .put("emailVerified", true)
            .put("enabled", true);
    user.putArray("credentials")
        .addObject()
        .put("type", "password")
        .put("value", name)
        .put("temporary", false);
    new TarnClient(keycloak, admin)
        .post("/admin/realms/tarn/users", "application/json", user.toString());
  }
}

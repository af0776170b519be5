package io.tarn.local.platform;

import io.tarn.local.server.ObjectStore;
import io.tarn.local.server.PostgresServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The environment variables of docs/contracts.md, for a local platform. */
public record ServiceEnvironment(Endpoints endpoints) {

  /**
   * Everything that service reads.
   *
   * @param data the service's own folder for scratch files
   */
  public Map<String, String> of(TarnService service, Path data) {
    Map<String, String> environment = new TreeMap<>(shared());
    environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(endpoints.of(service).getPort()));
    environment.put("TARN_SERVICE_SECRET", service.id() + "-secret");
    environment.put("TARN_DATA_DIR", data.toString());
    environment.put("TARN_CONSOLE_ORIGIN", endpoints.of(TarnService.GOLD).toString());
    environment.put("TARN_GOLD_CONSOLE_ML_URL", endpoints.of(TarnService.ML).toString());
    switch (service) {
      case CATALOG -> database("catalog", environment);
      case ML -> database("ml", environment);
      case INGEST, TRANSFORM, GOLD -> {}
    }
    return environment;
  }

  /** What integration tests need: PostgreSQL's superuser makes them databases of their own. */
  public Map<String, String> forTests() {
    Map<String, String> environment = new TreeMap<>(shared());
    environment.put("TARN_TEST_POSTGRES_URL", endpoints.postgres("postgres"));
    environment.put("TARN_TEST_POSTGRES_USER", PostgresServer.SUPERUSER);
    environment.put("TARN_TEST_POSTGRES_PASSWORD", PostgresServer.SUPERUSER_PASSWORD);
    environment.put("TARN_TEST_KEYCLOAK_URL", endpoints.keycloak().toString());
    environment.put("TARN_TEST_KEYCLOAK_ADMIN_USER", io.tarn.local.server.KeycloakServer.ADMIN);
    environment.put(
        "TARN_TEST_KEYCLOAK_ADMIN_PASSWORD", io.tarn.local.server.KeycloakServer.ADMIN_PASSWORD);
    return environment;
  }

  private Map<String, String> shared() {
    return Map.of(
        "KAFKA_BOOTSTRAP_SERVERS", endpoints.kafka(),
        "TARN_CATALOG_URL", endpoints.of(TarnService.CATALOG).toString(),
        "TARN_OIDC_ISSUER", endpoints.issuer().toString(),
        "TARN_S3_ENDPOINT", endpoints.s3().toString(),
        "TARN_S3_REGION", ObjectStore.REGION,
        "TARN_S3_ACCESS_KEY", ObjectStore.ACCESS_KEY,
        "TARN_S3_SECRET_KEY", ObjectStore.SECRET_KEY);
  }

  private void database(String name, Map<String, String> environment) {
    environment.put("TARN_DATABASE_URL", endpoints.postgres(name));
    environment.put("TARN_DATABASE_USER", name);
    environment.put("TARN_DATABASE_PASSWORD", name);
  }
}

package io.tarn.catalog;

import io.tarn.testing.CatalogProcess;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** Another replica of the service under test: a process of its own on the same database. */
final class Replica implements AutoCloseable {
  private static final List<String> SHARED =
      List.of(
          "TARN_DATABASE_URL",
          "TARN_DATABASE_USER",
          "TARN_DATABASE_PASSWORD",
          "tarn.service-secret",
          "tarn.catalog.administrators",
          "tarn.catalog.audit.topic",
          "mp.messaging.outgoing.audit.topic",
          "mp.messaging.incoming.ended-runs.topic",
          "mp.messaging.incoming.ended-runs.group.id");

  private final CatalogProcess catalog;

  private Replica(CatalogProcess catalog) {
    this.catalog = catalog;
  }

  /** Starts one and waits until it is ready. */
  static Replica start() throws IOException {
    return start(Map.of());
  }

  /**
   * The same, with options of its own.
   *
   * @param more environment variables
   */
  static Replica start(Map<String, String> more) throws IOException {
    Map<String, String> environment = new HashMap<>();
    for (String option : SHARED) {
      environment.put(
          option.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"),
          ConfigProvider.getConfig().getValue(option, String.class));
    }
    environment.putAll(more);
    return new Replica(CatalogProcess.start("replica", environment));
  }

  URI address() {
    return catalog.address();
  }

  boolean isAlive() {
    return catalog.process().isAlive();
  }

  /** As a machine that loses its power. */
  void kill() {
    catalog.process().destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}

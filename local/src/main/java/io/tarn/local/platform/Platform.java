package io.tarn.local.platform;

import io.tarn.local.client.Tokens;
import java.time.Duration;

/** A running platform, for those who work with it: the demo, the soak test, the system tests. */
public interface Platform extends AutoCloseable {
  Endpoints endpoints();

  /** Tokens of the realm's users and service accounts. */
  Tokens tokens();

  /** Ends the service with SIGKILL, as a crash would. Its supervisor starts it again. */
  void kill(TarnService service);

  /** Whether every part answers its readiness probe now. */
  boolean ready();

  /** Bytes of all processes together, this one included; pages they share count once (PSS). */
  long memory();

  StartupTimes startupTimes();

  /** Stops all parts, PostgreSQL last. */
  @Override
  void close();

  /**
   * From the beginning of the start to the moment the last of the parts was ready.
   *
   * @param infrastructure Kafka, object store, PostgreSQL and Keycloak
   * @param services the services too
   */
  record StartupTimes(Duration infrastructure, Duration services) {}
}

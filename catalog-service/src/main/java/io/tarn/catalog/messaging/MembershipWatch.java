package io.tarn.catalog.messaging;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tarn.catalog.config.CatalogConfig;
import io.tarn.catalog.domain.Transactions;
import io.tarn.catalog.domain.permission.Memberships;
import io.tarn.catalog.domain.permission.PolicyVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/**
 * Looks every few seconds whether somebody joined or left a group, which Keycloak announces to
 * nobody, and has all services ask anew what those who ask them may do.
 */
@ApplicationScoped
class MembershipWatch {
  private final Memberships memberships;
  private final PolicyVersion version;
  private final Transactions transactions;
  private final CatalogConfig config;
  private Pulse pulse;
  private long announced;

  MembershipWatch(
      Memberships memberships,
      PolicyVersion version,
      Transactions transactions,
      CatalogConfig config) {
    this.memberships = memberships;
    this.version = version;
    this.transactions = transactions;
    this.config = config;
  }

  void start(@Observes StartupEvent started) {
    pulse = Pulse.start("membership-watch", config.groups().period(), this::look);
  }

  private void look() {
    memberships.refresh();
    long changes = memberships.changes();
    if (changes > announced) {
      // No rule has changed, but what services remember of decisions may no longer hold.
      transactions.run(
          () -> {
            version.next(List.of());
            return null;
          });
      announced = changes;
    }
  }

  void stop(@Observes ShutdownEvent stopping) {
    pulse.close();
  }
}

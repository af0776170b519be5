package io.tarn.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tarn.catalog.domain.permission.PolicyVersion;
import io.tarn.catalog.domain.permission.RuleStore;
import io.tarn.catalog.domain.permission.Securable;
import io.tarn.testing.RealServers;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.UserTransaction;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * How soon a changed policy is in force where other engines made 100,000 tables, each with an
 * owner. Tells, and asserts nothing but success.
 */
@RealServers
@EnabledIfEnvironmentVariable(named = "TARN_MEASURE", matches = ".+")
@QuarkusTest
@QuarkusTestResource(OwnDatabase.class)
class RulesRateIT {
  private static final Logger LOG = Logger.getLogger(RulesRateIT.class);
  private static final int CHANGES = 20;

  private static final List<String> TABLES =
      List.of(
          "INSERT INTO catalog (name, location) VALUES ('big', 's3://lakehouse/big')",
          "INSERT INTO namespace (catalog, name) SELECT 'big', 'n' || n FROM generate_series(0, 99) n",
          """
          INSERT INTO relation (catalog, namespace, name, uuid, metadata_location, sequence, kind,
            owner, outside)
          SELECT 'big', 'n' || n % 100, 't' || n, gen_random_uuid(), 's3://none', 1, 'table',
            'user:maker' || n % 10, true
          FROM generate_series(0, 99999) n""",
          "ANALYZE");

  @Inject EntityManager database;
  @Inject UserTransaction transaction;
  @Inject PolicyVersion version;
  @Inject RuleStore store;

  @Test
  void read() throws Exception {
    transaction.setTransactionTimeout(300);
    transaction.begin();
    TABLES.forEach(sql -> database.createNativeQuery(sql).executeUpdate());
    version.next();
    transaction.commit();
    for (int i = 0; i < CHANGES; i++) {
      long began = System.nanoTime();
      assertThat(store.rules().on(Securable.parse("big.n0.t0"))).hasSize(1);
      LOG.infof("all rules: %d ms", Duration.ofNanos(System.nanoTime() - began).toMillis());
    }
  }
}

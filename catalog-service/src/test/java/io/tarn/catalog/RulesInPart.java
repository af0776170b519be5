package io.tarn.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tarn.catalog.domain.permission.RuleBook;
import io.tarn.catalog.domain.permission.RuleStore;
import io.tarn.catalog.domain.permission.Rules;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

/** Compares the rules in memory, of which only what changed was read again and again, with all. */
@ApplicationScoped
class RulesInPart {
  private final RuleBook book;
  private final RuleStore store;
  private final EntityManager database;

  RulesInPart(RuleBook book, RuleStore store, EntityManager database) {
    this.book = book;
    this.store = store;
    this.database = database;
  }

  /** Again when they change meanwhile: the watch of memberships counts their version on its own. */
  void areAsWhole() {
    await()
        .untilAsserted(
            () -> {
              Rules known = book.refresh();
              Rules all = store.rules();
              assertThat(known.version()).isEqualTo(all.version());
              assertThat(known.grants()).isEqualTo(all.grants());
              assertThat(known.unknown()).isEqualTo(all.unknown());
            });
  }

  /** How often all rules had to be read because of a change after a version. */
  long readWholeSince(long version) {
    return (Long)
        database
            .createNativeQuery(
                "SELECT count(*) FROM rule_change WHERE version > ?1 AND alone IS NULL")
            .setParameter(1, version)
            .getSingleResult();
  }

  long version() {
    return store.version();
  }
}

package io.tarn.catalog.persistence;

import io.tarn.catalog.domain.Outbox;
import io.tarn.catalog.domain.OutboxEvent;
import io.tarn.catalog.domain.permission.PolicyVersion;
import io.tarn.catalog.domain.permission.RuleBook;
import io.tarn.catalog.domain.permission.Securable;
import io.tarn.model.event.PoliciesChanged;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Collection;
import org.jboss.logging.Logger;

@ApplicationScoped
class PolicyVersionCounter implements PolicyVersion {
  private static final Logger LOG = Logger.getLogger(PolicyVersionCounter.class);

  private static final String NEXT =
      """
      WITH counted AS (UPDATE policy_version SET version = version + 1 RETURNING version),
        forgotten AS (
          DELETE FROM rule_change WHERE version <= (SELECT version FROM counted) - 1000)
      INSERT INTO rule_change (version, alone) SELECT version, CAST(?1 AS text[]) FROM counted
      RETURNING version""";

  private final EntityManager database;
  private final Outbox outbox;
  private final RuleBook book;
  private final TransactionSynchronizationRegistry transaction;

  PolicyVersionCounter(
      EntityManager database,
      Outbox outbox,
      RuleBook book,
      TransactionSynchronizationRegistry transaction) {
    this.database = database;
    this.outbox = outbox;
    this.book = book;
    this.transaction = transaction;
  }

  @Override
  @Transactional(TxType.MANDATORY)
  public void next() {
    next((String[]) null);
  }

  @Override
  @Transactional(TxType.MANDATORY)
  public void next(Collection<Securable> alone) {
    next(alone.stream().map(Securable::toString).toArray(String[]::new));
  }

  private void next(String[] alone) {
    long version = (Long) database.createNativeQuery(NEXT).setParameter(1, alone).getSingleResult();
    outbox.append(
        new OutboxEvent(
            PoliciesChanged.TOPIC,
            "policies",
            PoliciesChanged.TYPE,
            version,
            new PoliciesChanged(version)));
    transaction.registerInterposedSynchronization(new Afterwards());
  }

  /** Whoever made the change finds it in force when its call returns. */
  private final class Afterwards implements Synchronization {
    @Override
    public void beforeCompletion() {}

    @Override
    public void afterCompletion(int status) {
      if (status == Status.STATUS_COMMITTED) {
        try {
          // The ended transaction still belongs to this thread.
          Thread.ofVirtual().start(this::refresh).join();
        } catch (InterruptedException stopped) {
          Thread.currentThread().interrupt();
        }
      }
    }

    private void refresh() {
      try {
        book.refresh();
      } catch (RuntimeException later) {
        LOG.warn("The changed rules could not be read; they are looked for again", later);
      }
    }
  }
}

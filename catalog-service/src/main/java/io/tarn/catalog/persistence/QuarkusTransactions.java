package io.tarn.catalog.persistence;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.tarn.catalog.domain.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

@ApplicationScoped
class QuarkusTransactions implements Transactions {
  private final EntityManager database;

  QuarkusTransactions(EntityManager database) {
    this.database = database;
  }

  @Override
  public <T> T run(Supplier<T> work) {
    AtomicBoolean done = new AtomicBoolean();
    try {
      return QuarkusTransaction.requiringNew()
          .call(
              () -> {
                T result = work.get();
                // Whatever the database refuses it must refuse before the commit, so that a failure
                // of the commit itself can only mean a lost answer.
                database.flush();
                done.set(true);
                return result;
              });
    } catch (RuntimeException failure) {
      throw done.get() ? new OutcomeUnknownException(failure) : failure;
    }
  }
}

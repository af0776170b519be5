package io.tarn.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.tarn.testing.RealServers;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What runs on other threads while a transaction is open has no part in it. */
@RealServers
@QuarkusTest
@QuarkusTestResource(OwnDatabase.class)
class TransactionIT {
  @Inject TransactionManager transactions;

  @Test
  void aTransactionStaysWithTheThreadThatBeganIt() {
    try (ExecutorService elsewhere = Executors.newSingleThreadExecutor()) {
      int status =
          QuarkusTransaction.requiringNew()
              .call(
                  () ->
                      Uni.createFrom()
                          .item(0)
                          .emitOn(elsewhere)
                          .map(ignored -> status())
                          .await()
                          .atMost(Duration.ofSeconds(10)));

      assertThat(status).isEqualTo(Status.STATUS_NO_TRANSACTION);
    }
  }

  private int status() {
    try {
      return transactions.getStatus();
    } catch (SystemException broken) {
      throw new IllegalStateException(broken);
    }
  }
}

package io.tarn.catalog.domain.idempotency;

import io.tarn.catalog.domain.Transactions;
import io.tarn.catalog.domain.commit.Author;
import java.util.function.Supplier;

/** Does what somebody asks for once, however often the same request comes. */
public class OnceOnly {
  private final Transactions transactions;
  private final RequestKeys keys;

  public OnceOnly(Transactions transactions, RequestKeys keys) {
    this.transactions = transactions;
    this.keys = keys;
  }

  /**
   * Runs the work in a transaction of its own, which notes that it is done.
   *
   * @throws RepeatedRequestException when it was done before
   * @throws Transactions.OutcomeUnknownException when the database did not answer whether it is
   */
  public <T> T run(Author author, Supplier<T> work) {
    return transactions.run(
        () -> {
          if (!keys.claim(author)) {
            throw new RepeatedRequestException();
          }
          return work.get();
        });
  }
}

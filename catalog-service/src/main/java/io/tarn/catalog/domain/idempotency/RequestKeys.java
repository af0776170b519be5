package io.tarn.catalog.domain.idempotency;

import io.tarn.catalog.domain.commit.Author;
import io.tarn.model.error.TarnException;
import java.util.Optional;

/** The requests that came to an end, by their keys. */
public interface RequestKeys {
  /** What came of a request. */
  sealed interface Outcome {
    /** It was done. */
    record Done() implements Outcome {}

    /**
     * It was refused, and would be again.
     *
     * @param error as it was answered, in JSON
     */
    record Refused(String error) implements Outcome {}
  }

  /**
   * Notes in the running transaction that the author's request is done; nothing when it has no key.
   *
   * @return false when it came to its end before
   */
  boolean claim(Author author);

  /**
   * What came of the author's request before; empty when it has no key, never came or is under way.
   *
   * @throws TarnException UNPROCESSABLE when the key is that of another request
   */
  Optional<Outcome> outcome(Author author);

  /**
   * Notes that the author's request was refused for good; nothing when it has no key.
   *
   * @return false when it came to its end before
   */
  boolean refuse(Author author, String error);
}

package io.tarn.catalog.domain.audit;

import java.util.Locale;

/**
 * How far the chain of audit events has got.
 *
 * @param position of the newest event; 0 before the first
 * @param hash of the newest event, in hexadecimal
 */
public record ChainHead(long position, String hash) {
  /** Before the first event. */
  public static final ChainHead GENESIS = new ChainHead(0, "0".repeat(64));

  /**
   * Reads {@code position:hash}.
   *
   * @throws IllegalArgumentException when it is not that
   */
  public static ChainHead parse(String written) {
    String[] parts = written.split(":", -1);
    if (parts.length != 2) {
      throw new IllegalArgumentException("'%s' is not the head of a chain".formatted(written));
    }
    return new ChainHead(Long.parseLong(parts[0]), parts[1].toLowerCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return position + ":" + hash;
  }
}

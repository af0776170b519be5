package io.tarn.catalog.domain.permission;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The rules in force, in memory. They count only as long as the store confirmed them within the
 * heartbeat; after that nothing is allowed any more.
 */
public final class RuleBook {
  private final RuleStore store;
  private final Duration heartbeat;
  private final Clock clock;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile Confirmed confirmed;

  /**
   * @param heartbeat how old the last word of the store may be
   */
  public RuleBook(RuleStore store, Duration heartbeat, Clock clock) {
    this.store = store;
    this.heartbeat = heartbeat;
    this.clock = clock;
  }

  /**
   * The rules in force.
   *
   * @throws TarnException UNAVAILABLE when the store was silent for longer than the heartbeat and
   *     still is
   */
  public Rules rules() {
    return rules(0);
  }

  /**
   * The same for who knows of a version that another replica announced.
   *
   * @param atLeast the store is asked unless it is known here too
   */
  public Rules rules(long atLeast) {
    Confirmed known = confirmed;
    return counts(known, atLeast) ? known.rules() : asked(atLeast);
  }

  /** Asks the store whether the rules changed, and takes the new ones. */
  public Rules refresh() {
    asking.lock();
    try {
      return ask();
    } finally {
      asking.unlock();
    }
  }

  /**
   * A store that hangs must not hang those who ask: somebody else's question is awaited briefly.
   */
  private Rules asked(long atLeast) {
    try {
      if (asking.tryLock(heartbeat.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          Confirmed meanwhile = confirmed;
          return counts(meanwhile, atLeast) ? meanwhile.rules() : ask();
        } finally {
          asking.unlock();
        }
      }
      throw silent(null);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw silent(stopped);
    } catch (TarnException refused) {
      throw refused;
    } catch (RuntimeException unreachable) {
      throw silent(unreachable);
    }
  }

  private Rules ask() {
    Instant asked = clock.instant();
    Confirmed known = confirmed;
    Rules rules = known == null ? store.rules() : upToDate(known.rules());
    confirmed = new Confirmed(rules, asked);
    return rules;
  }

  private Rules upToDate(Rules known) {
    return known.version() == store.version() ? known : store.rules(known);
  }

  private boolean counts(Confirmed known, long atLeast) {
    return known != null
        && known.rules().version() >= atLeast
        && clock.instant().isBefore(known.at().plus(heartbeat));
  }

  private static TarnException silent(Exception cause) {
    return new TarnException(
        ErrorKind.UNAVAILABLE,
        "The permissions cannot be confirmed, so nothing is allowed.",
        "Try again; if it stays so, look whether the catalog's database is up.",
        cause);
  }

  private record Confirmed(Rules rules, Instant at) {}
}

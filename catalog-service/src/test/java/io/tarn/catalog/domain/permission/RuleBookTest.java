package io.tarn.catalog.domain.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules are used from memory, but never longer than the store stands behind them. */
class RuleBookTest {
  private final Store store = new Store();
  private final Ticking clock = new Ticking();
  private final RuleBook book = new RuleBook(store, Duration.ofSeconds(5), clock);

  @Test
  void rules_are_answered_from_memory_within_the_heartbeat() {
    book.rules();
    clock.now = clock.now.plusSeconds(4);

    book.rules();

    assertThat(store.asked).isEqualTo(1);
  }

  @Test
  void rules_are_built_anew_only_when_the_version_changed_whoever_changed_it() {
    book.refresh();
    book.refresh();
    store.version++;

    Rules rules = book.refresh();

    assertThat(rules.version()).isEqualTo(2);
    assertThat(store.built).isEqualTo(2);
    assertThat(book.rules()).isSameAs(rules);
  }

  @Test
  void who_knows_of_a_newer_version_is_answered_by_it() {
    book.rules();
    store.version++;

    assertThat(book.rules(1).version()).isEqualTo(1);
    assertThat(book.rules(2).version()).isEqualTo(2);
  }

  @Test
  void nothing_is_allowed_once_the_store_was_silent_for_longer_than_the_heartbeat() {
    book.rules();
    store.silent = true;
    clock.now = clock.now.plusSeconds(4);
    assertThat(book.rules()).isNotNull();

    clock.now = clock.now.plusSeconds(1);

    assertThatThrownBy(book::rules)
        .isInstanceOfSatisfying(
            TarnException.class,
            refused -> assertThat(refused.kind()).isEqualTo(ErrorKind.UNAVAILABLE));
  }

  @Test
  void nothing_is_allowed_before_the_store_was_ever_read() {
    store.silent = true;

    assertThatThrownBy(book::rules).isInstanceOf(TarnException.class);
  }

  @Test
  void a_failed_look_does_not_count_as_a_word_of_the_store() {
    book.rules();
    store.silent = true;
    clock.now = clock.now.plusSeconds(4);
    assertThatThrownBy(book::refresh).isInstanceOf(IllegalStateException.class);

    clock.now = clock.now.plusSeconds(2);

    assertThatThrownBy(book::rules).isInstanceOf(TarnException.class);
  }

  private static final class Store implements RuleStore {
    private long version = 1;
    private boolean silent;
    private int asked;
    private int built;

    @Override
    public long version() {
      if (silent) {
        throw new IllegalStateException("the database cannot be reached");
      }
      asked++;
      return version;
    }

    @Override
    public Rules rules() {
      built++;
      return new Rules(
          version(),
          PerSecurable.none(),
          Restrictions.NONE,
          UnknownLineage.NONE,
          Set.of(),
          List.of());
    }
  }

  private static final class Ticking extends Clock {
    private Instant now = Instant.parse("2026-11-25T01:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}

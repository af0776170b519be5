package io.tarn.catalog.domain.permission;

import io.tarn.catalog.domain.permission.Directory.Change;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Follows the changes of a directory. They are asked for a little back in time, since one may
 * appear after a later one.
 */
final class DirectoryWatch {
  private static final Duration BACK = Duration.ofSeconds(30);

  /**
   * What changed.
   *
   * @param members whom it concerns, by id
   */
  record News(Set<String> members, boolean concernsAll) {}

  private final Directory directory;
  private final Duration heartbeat;
  private final Clock clock;
  private final Consumer<News> listener;
  private final ReentrantLock asking = new ReentrantLock();
  private Set<String> seen = Set.of();
  private Instant since = Instant.EPOCH;
  private volatile Instant confirmed = Instant.MIN;

  DirectoryWatch(Directory directory, Duration heartbeat, Clock clock, Consumer<News> listener) {
    this.directory = directory;
    this.heartbeat = heartbeat;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Returns once the directory told within the heartbeat what changed.
   *
   * @throws TarnException UNAVAILABLE when it does not
   */
  void requireFresh() {
    if (isFresh()) {
      return;
    }
    try {
      if (!asking.tryLock(heartbeat.toMillis(), TimeUnit.MILLISECONDS)) {
        throw silent(null);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw silent(stopped);
    }
    try {
      if (!isFresh()) {
        ask();
      }
    } finally {
      asking.unlock();
    }
  }

  void refresh() {
    asking.lock();
    try {
      ask();
    } finally {
      asking.unlock();
    }
  }

  private void ask() {
    Instant asked = clock.instant();
    List<Change> changes = directory.changes(since);
    List<Change> news = changes.stream().filter(each -> !seen.contains(each.id())).toList();
    if (!confirmed.equals(Instant.MIN) && !isFresh()) {
      // While it was silent it may have kept no record either.
      listener.accept(new News(Set.of(), true));
    } else if (!news.isEmpty()) {
      listener.accept(
          new News(
              news.stream().flatMap(each -> each.member().stream()).collect(Collectors.toSet()),
              news.size() >= Directory.MOST_CHANGES
                  || news.stream().anyMatch(each -> each.member().isEmpty())));
    }
    seen = changes.stream().map(Change::id).collect(Collectors.toSet());
    changes.stream()
        .map(Change::at)
        .max(Instant::compareTo)
        .ifPresent(latest -> since = latest.minus(BACK));
    confirmed = asked;
  }

  private boolean isFresh() {
    Instant last = confirmed;
    return !last.equals(Instant.MIN) && clock.instant().isBefore(last.plus(heartbeat));
  }

  static TarnException silent(Exception cause) {
    return new TarnException(
        ErrorKind.UNAVAILABLE,
        "Keycloak does not say who is in which group, so nothing is allowed.",
        "Try again; if it stays so, look whether Keycloak is up, whether admin events are on in its"
            + " realm, and catalog-service's client there has its roles (docs/contracts.md).",
        cause);
  }
}

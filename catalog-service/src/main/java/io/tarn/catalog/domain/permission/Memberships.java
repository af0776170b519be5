package io.tarn.catalog.domain.permission;

import io.tarn.model.Principal;
import io.tarn.model.error.TarnException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * The groups of principals, as the directory has them now, whatever a token says. They are kept
 * until the directory tells of a change, and count only as long as it told within the heartbeat
 * whether there was one. Without its word nothing is decided: to take no groups for an answer would
 * show rows that a filter hides from a group.
 */
public final class Memberships {
  private static final int MOST_KEPT = 10_000;

  private record Kept(Optional<Directory.Member> member, Instant until) {
    Set<Principal> groups() {
      return member.map(Directory.Member::groups).orElse(Set.of()).stream()
          .map(name -> new Principal(Principal.Kind.GROUP, name))
          .collect(Collectors.toSet());
    }

    /** Whom nobody knew may be the one whom a change is about. */
    boolean isOneOf(Set<String> ids) {
      return member.isEmpty() || ids.contains(member.get().id());
    }
  }

  private final Directory directory;
  private final Set<Principal> services;
  private final Duration keep;
  private final Clock clock;
  private final DirectoryWatch watch;
  private final Map<Principal, Kept> kept = new ConcurrentHashMap<>();
  private final AtomicLong told = new AtomicLong();

  /**
   * @param services whose rights are configured: they are in no group, and work on while the
   *     directory is away
   * @param heartbeat how old the directory's last word may be
   * @param keep how long groups are kept of whose changes the directory does not tell
   */
  public Memberships(
      Directory directory,
      Set<Principal> services,
      Duration heartbeat,
      Duration keep,
      Clock clock) {
    this.directory = directory;
    this.services = Set.copyOf(services);
    this.keep = keep;
    this.clock = clock;
    this.watch = new DirectoryWatch(directory, heartbeat, clock, this::forget);
  }

  /**
   * The groups somebody is in.
   *
   * @throws TarnException UNAVAILABLE when the directory cannot be asked
   */
  public Set<Principal> groups(Principal who) {
    if (who.kind() == Principal.Kind.GROUP || services.contains(who)) {
      return Set.of();
    }
    try {
      watch.requireFresh();
      Kept known = kept.get(who);
      return (known == null || !clock.instant().isBefore(known.until()) ? asked(who) : known)
          .groups();
    } catch (TarnException refused) {
      throw refused;
    } catch (RuntimeException unreachable) {
      throw DirectoryWatch.silent(unreachable);
    }
  }

  /** Asks the directory what changed. */
  public void refresh() {
    watch.refresh();
  }

  /** How often the directory told of changes: when it grows, what was decided may not hold. */
  public long changes() {
    return told.get();
  }

  /** What was read while something changed may be old already, and is not kept. */
  private Kept asked(Principal who) {
    long before = told.get();
    Kept answer = new Kept(directory.member(who), clock.instant().plus(keep));
    synchronized (kept) {
      if (told.get() == before) {
        if (kept.size() >= MOST_KEPT) {
          kept.clear();
        }
        kept.put(who, answer);
      }
    }
    return answer;
  }

  private void forget(DirectoryWatch.News news) {
    synchronized (kept) {
      told.incrementAndGet();
      if (news.concernsAll()) {
        kept.clear();
      } else {
        kept.values().removeIf(each -> each.isOneOf(news.members()));
      }
    }
  }
}

package io.tarn.catalog.domain.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.model.Principal;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is in which group, now. */
class MembershipsTest {
  private static final Principal ALICE = Principal.parse("user:alice");
  private static final Principal BOB = Principal.parse("user:bob");
  private static final Principal GOLD_SERVICE = Principal.parse("service:gold-service");
  private static final Principal ANALYSTS = Principal.parse("group:analysts");

  private final Time time = new Time();
  private final Office office = new Office();
  private final Memberships memberships =
      new Memberships(
          office, Set.of(GOLD_SERVICE), Duration.ofSeconds(8), Duration.ofMinutes(1), time);

  @BeforeEach
  void aliceIsAnAnalyst() {
    office.groups.put(ALICE, Set.of("analysts"));
  }

  @Test
  void groups_are_asked_for_once_until_somebody_joins_or_leaves() {
    assertThat(memberships.groups(ALICE)).containsExactly(ANALYSTS);
    assertThat(memberships.groups(ALICE)).containsExactly(ANALYSTS);
    assertThat(office.asked).containsExactly(ALICE);

    office.change(ALICE, Set.of());
    memberships.refresh();

    assertThat(memberships.groups(ALICE)).isEmpty();
    assertThat(office.asked).containsExactly(ALICE, ALICE);
  }

  @Test
  void a_change_concerns_the_one_it_is_about_and_whoever_was_unknown() {
    Principal newcomer = Principal.parse("user:newcomer");
    office.groups.put(BOB, Set.of("officers"));
    memberships.groups(ALICE);
    memberships.groups(BOB);
    assertThat(memberships.groups(newcomer)).isEmpty();

    office.change(newcomer, Set.of("analysts"));
    memberships.refresh();

    assertThat(memberships.groups(newcomer)).containsExactly(ANALYSTS);
    memberships.groups(ALICE);
    assertThat(office.asked).containsExactly(ALICE, BOB, newcomer, newcomer);
  }

  @Test
  void a_change_of_a_group_concerns_everybody_and_so_does_more_than_can_be_told() {
    memberships.groups(ALICE);
    office.groups.put(ALICE, Set.of());
    office.tell("groups/1", Optional.empty());
    memberships.refresh();
    assertThat(memberships.groups(ALICE)).isEmpty();

    office.groups.put(ALICE, Set.of("analysts"));
    IntStream.range(0, Directory.MOST_CHANGES)
        .forEach(each -> office.tell("users/" + each, Optional.of("user:" + each)));
    memberships.refresh();
    assertThat(memberships.groups(ALICE)).containsExactly(ANALYSTS);
  }

  @Test
  void a_change_that_appears_after_a_later_one_is_not_missed() {
    office.tell("users/later", Optional.of("user:later"));
    memberships.groups(ALICE);
    memberships.refresh();

    office.change(ALICE, Set.of());
    office.changes.set(1, earlier(office.changes.get(1)));
    memberships.refresh();

    assertThat(memberships.groups(ALICE)).isEmpty();
  }

  @Test
  void what_was_read_while_it_changed_is_not_kept() {
    office.whileReading =
        () -> {
          office.change(ALICE, Set.of());
          memberships.refresh();
        };
    memberships.groups(ALICE);

    assertThat(memberships.groups(ALICE)).isEmpty();
  }

  @Test
  void a_silent_directory_ends_every_answer_after_the_heartbeat_and_none_of_the_services() {
    memberships.groups(ALICE);
    office.away = true;
    time.pass(Duration.ofSeconds(7));
    assertThat(memberships.groups(ALICE)).containsExactly(ANALYSTS);

    time.pass(Duration.ofSeconds(1));

    assertRefused(ALICE);
    assertRefused(BOB);
    assertThat(memberships.groups(GOLD_SERVICE)).isEmpty();

    // What changed meanwhile, no event may tell.
    office.groups.put(ALICE, Set.of());
    office.away = false;
    assertThat(memberships.groups(ALICE)).isEmpty();
  }

  @Test
  void before_the_directory_ever_answered_nothing_is_decided() {
    office.away = true;

    assertRefused(ALICE);
  }

  @Test
  void what_no_event_tells_of_is_known_after_a_while() {
    memberships.groups(ALICE);
    office.groups.put(ALICE, Set.of("officers"));
    for (int i = 0; i < 60; i++) {
      time.pass(Duration.ofSeconds(1));
      memberships.refresh();
    }

    assertThat(memberships.groups(ALICE)).containsExactly(Principal.parse("group:officers"));
  }

  @Test
  void changes_are_counted_once_so_that_others_can_be_told() {
    memberships.refresh();
    long before = memberships.changes();

    office.change(ALICE, Set.of());
    memberships.refresh();
    assertThat(memberships.changes()).isGreaterThan(before);

    long after = memberships.changes();
    memberships.refresh();
    assertThat(memberships.changes()).isEqualTo(after);
  }

  private void assertRefused(Principal who) {
    assertThatThrownBy(() -> memberships.groups(who))
        .isInstanceOfSatisfying(
            TarnException.class,
            error -> assertThat(error.kind()).isEqualTo(ErrorKind.UNAVAILABLE));
  }

  private static Directory.Change earlier(Directory.Change change) {
    return new Directory.Change(
        change.id(), change.at().minus(Duration.ofSeconds(20)), change.member());
  }

  /** Where everybody's id is their name. */
  private final class Office implements Directory {
    private final Map<Principal, Set<String>> groups = new HashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<Principal> asked = new ArrayList<>();
    private Runnable whileReading = () -> {};
    private boolean away;

    void change(Principal who, Set<String> now) {
      groups.put(who, now);
      tell("users/" + who, Optional.of(who.toString()));
    }

    void tell(String what, Optional<String> member) {
      time.pass(Duration.ofMillis(1));
      changes.add(new Change(changes.size() + what, time.instant(), member));
    }

    @Override
    public Optional<Member> member(Principal who) {
      requirePresence();
      asked.add(who);
      Optional<Member> answer =
          Optional.ofNullable(groups.get(who)).map(names -> new Member(who.toString(), names));
      Runnable once = whileReading;
      whileReading = () -> {};
      once.run();
      return answer;
    }

    @Override
    public List<Change> changes(Instant since) {
      requirePresence();
      List<Change> latest =
          changes.reversed().stream().filter(change -> !change.at().isBefore(since)).toList();
      return latest.subList(0, Math.min(latest.size(), MOST_CHANGES));
    }

    private void requirePresence() {
      if (away) {
        throw new IllegalStateException("nobody answers");
      }
    }
  }

  private static final class Time extends Clock {
    private Instant now = Instant.parse("2026-11-25T12:00:00Z");

    void pass(Duration duration) {
      now = now.plus(duration);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}

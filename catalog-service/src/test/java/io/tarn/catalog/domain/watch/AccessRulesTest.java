package io.tarn.catalog.domain.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.catalog.domain.watch.UnusualAccess.Kind;
import io.tarn.model.event.Accessed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody does is compared with what he did before. */
class AccessRulesTest {
  private static final Instant FIRST_DAY = Instant.parse("2026-11-01T09:00:00Z");
  private static final AccessLimits LIMITS =
      new AccessLimits(10, 1000, 3, 4, Duration.ofMinutes(5), 30);

  private final List<Kind> found = new ArrayList<>();
  private AccessProfile profile = AccessProfile.empty(AccessProfile.day(read(0, 0, 0, "a.b.t0")));
  private String detail;

  /** Days ago and rows of each access but the last, then the rows of today. */
  @ParameterizedTest(name = "{0}: {1} then {2} today is unusual: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          as ever             | 500 600 700  | 800   | false
          a busy day          | 500 600 700  | 7000  | false
          far more            | 500 600 700  | 7001  | true
          a newcomer's little |              | 1000  | false
          a newcomer's much   |              | 1001  | true
          more than nothing   | 0 0 1        | 1000  | false
          """)
  void rows_of_a_day(String story, String past, long today, boolean unusual) {
    int day = 0;
    for (String rows : past == null ? new String[0] : past.split(" ")) {
      see(read(day++, 0, Long.parseLong(rows), "a.b.t0"));
    }

    see(read(day, 0, today, "a.b.t0"));

    assertThat(found.contains(Kind.rows)).isEqualTo(unusual);
  }

  @Test
  void the_rows_of_a_day_add_up_and_are_told_once() {
    see(read(0, 0, 200, "a.b.t0"));
    for (int minute = 0; minute < 10; minute++) {
      see(read(1, minute, 500, "a.b.t0"));
    }

    assertThat(found).containsExactly(Kind.rows);
    assertThat(detail)
        .contains("user:analyst read 2500 rows on 2026-11-02")
        .contains("the most on an earlier day was 200");
  }

  @Test
  void a_great_day_long_ago_is_forgotten() {
    see(read(0, 0, 1_000, "a.b.t0"));

    see(read(31, 0, 9_000, "a.b.t0"));

    assertThat(found).containsExactly(Kind.rows);
  }

  @Test
  void what_somebody_wrote_or_only_heard_of_he_did_not_read() {
    see(read(0, 0, 0, "a.b.t0"));

    for (int i = 0; i < 3; i++) {
      see(pushed(1, 1_000_000, "a.b.protected" + i));
      see(lineage(1, "a.b.protected" + i));
    }

    assertThat(found).isEmpty();
  }

  @Test
  void a_day_of_much_writing_does_not_make_much_reading_usual() {
    see(pushed(0, 1_000_000, "a.b.t0"));

    see(read(1, 0, 9_000, "a.b.t0"));

    assertThat(found).containsExactly(Kind.rows);
  }

  /** The number of protected tables read on the first and on the second day. */
  @ParameterizedTest(name = "{0} on the first day, then {1}: unusual {2}")
  @CsvSource({"9, 0, false", "0, 2, false", "0, 3, true", "2, 4, false", "2, 5, true"})
  void protected_tables_never_read_before(int first, int second, boolean unusual) {
    see(read(0, 0, 1, "a.b.free"));
    for (int i = 0; i < first; i++) {
      see(read(0, i, 1, "a.b.protected" + i));
    }
    assertThat(found).isEmpty();

    for (int i = 0; i < second; i++) {
      see(read(1, i, 1, "a.b.protected" + i));
    }

    assertThat(found.contains(Kind.tables)).isEqualTo(unusual);
  }

  @ParameterizedTest(name = "{0} then {1}: unusual {2}")
  @CsvSource(
      nullValues = "-",
      value = {
        "10.0.0.1, 10.0.0.1, false",
        "10.0.0.1, 10.0.0.99, false",
        "10.0.0.1, 10.0.1.1, true",
        "10.0.0.1, -, false",
        "-, 10.0.0.1, false",
        "2001:db8:1:2::3, 2001:db8:1:9::4, false",
        "2001:db8:1:2::3, 2001:db8:2::4, true",
        "10.0.0.1, 2001:db8:1::1, true"
      })
  void a_place_not_seen_before(String usual, String now, boolean unusual) {
    see(from(usual, 0));

    see(from(now, 1));

    assertThat(found.contains(Kind.place)).isEqualTo(unusual);
  }

  @Test
  void a_place_is_new_once_and_new_again_when_it_was_forgotten() {
    see(from("10.0.0.1", 0));
    see(from("10.9.9.9", 1));
    see(from("10.9.9.9", 2));
    assertThat(found).containsExactly(Kind.place);

    see(from("10.0.0.1", 30));
    see(from("10.9.9.9", 40));

    assertThat(found).containsExactly(Kind.place, Kind.place);
  }

  /** Minutes at which somebody is refused. */
  @ParameterizedTest(name = "refused at minutes {0}: unusual {1} times")
  @CsvSource({
    "0 1 2, 0",
    "0 1 2 3, 1",
    "0 1 2 3 3 3 3, 1",
    "0 0 0 0 1 1 1 1, 2",
    "0 2 4 6 8 10, 0",
    "0 3 4 5 6, 1"
  })
  @DisplayName("refused again and again")
  void refused(String minutes, int times) {
    Arrays.stream(minutes.split(" ")).forEach(minute -> see(refusal(Integer.parseInt(minute))));

    assertThat(found).hasSize(times).allMatch(Kind.refusals::equals);
  }

  @Test
  void an_access_between_does_not_hide_a_row_of_refusals() {
    for (int minute = 0; minute < 4; minute++) {
      see(refusal(minute));
      see(read(0, minute, 1, "a.b.t0"));
    }

    assertThat(found).containsExactly(Kind.refusals);
    assertThat(detail)
        .contains("was refused 4 times within 5m", "SELECT on a.b.secret", "not yours");
  }

  private void see(Accessed event) {
    AccessProfile before = profile.on(AccessProfile.day(event), LIMITS);
    AccessProfile after = before.after(event, table -> table.startsWith("a.b.protected"), LIMITS);
    new AccessRules(LIMITS)
        .look(before, event, after)
        .forEach(
            each -> {
              found.add(each.kind());
              detail = each.detail();
            });
    profile = after;
  }

  private static Accessed read(int day, int minute, long rows, String table) {
    return event("SELECT", day, minute, true, Optional.of("10.0.0.1"), rows, table);
  }

  private static Accessed pushed(int day, long rows, String table) {
    return event("MODIFY", day, 0, true, Optional.of("10.0.0.1"), rows, table);
  }

  private static Accessed lineage(int day, String table) {
    return event("READ LINEAGE", day, 0, true, Optional.of("10.0.0.1"), 0, table);
  }

  private static Accessed from(String address, int day) {
    return event("SELECT", day, 0, true, Optional.ofNullable(address), 1, "a.b.t0");
  }

  private static Accessed refusal(int minute) {
    return event("SELECT", 0, minute, false, Optional.of("10.0.0.1"), 0, "a.b.secret");
  }

  private static Accessed event(
      String action,
      int day,
      int minute,
      boolean allowed,
      Optional<String> address,
      long rows,
      String table) {
    return new Accessed(
        "event",
        FIRST_DAY.plus(Duration.ofDays(day)).plus(Duration.ofMinutes(minute)),
        "user:analyst",
        "gold-service",
        action,
        List.of(table),
        allowed,
        allowed ? "granted" : "not yours",
        null,
        rows,
        1L,
        address.orElse(null),
        "client:console");
  }
}

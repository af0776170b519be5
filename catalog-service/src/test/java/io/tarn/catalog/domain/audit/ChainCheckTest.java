package io.tarn.catalog.domain.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.catalog.domain.audit.ChainCheck.Break;
import io.tarn.catalog.domain.audit.ChainCheck.Verification;
import io.tarn.model.event.Accessed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever meddles with the audit trail is found, and told where. */
class ChainCheckTest {
  private final List<ChainedEvent> chain = chain(10);

  @Test
  void a_chain_nobody_touched_is_intact() {
    assertThat(verified(chain)).isEqualTo(new Verification(10, true, null));
  }

  /** The chains that there are stay whole. */
  @Test
  void an_event_from_before_there_were_actors_is_hashed_as_it_was_then() {
    String hash = "87af5e09c77be75647a412fd2d99fbecba394540782c25874964a0b431d220a0";
    Accessed with = event(1, "user:analyst");
    Accessed without =
        new Accessed(
            with.eventId(),
            with.at(),
            with.principal(),
            with.service(),
            with.action(),
            with.securables(),
            with.allowed(),
            with.reason(),
            with.query(),
            with.rows(),
            with.policyVersion(),
            with.remoteAddress(),
            null);

    assertThat(ChainedEvent.after(ChainHead.GENESIS, without, 0).hash()).isEqualTo(hash);
    assertThat(ChainedEvent.after(ChainHead.GENESIS, with, 0).hash()).isNotEqualTo(hash);
  }

  @Test
  void an_empty_chain_is_intact() {
    assertThat(new ChainCheck().verdict(ChainHead.GENESIS).intact()).isTrue();
  }

  @Test
  void a_changed_event_is_named() {
    ChainedEvent original = chain.get(4);
    chain.set(4, with(original, event(4, "user:somebody-else"), original.hash()));

    assertThat(verified(chain).firstBroken())
        .isEqualTo(new Break(5, "event-4", Break.Kind.changed, "the event is not what was hashed"));
  }

  @Test
  void a_changed_event_with_a_new_hash_of_its_own_breaks_the_next() {
    ChainedEvent original = chain.get(4);
    ChainHead before = new ChainHead(4, original.previousHash());
    chain.set(4, ChainedEvent.after(before, event(4, "user:somebody-else"), original.offset()));

    assertThat(verified(chain).firstBroken().position()).isEqualTo(6);
    assertThat(verified(chain).firstBroken().kind()).isEqualTo(Break.Kind.reordered);
  }

  @Test
  void a_chain_written_anew_from_an_event_on_does_not_end_where_the_catalog_recorded() {
    ChainHead recorded = chain.getLast().head();
    ChainHead head = chain.get(3).head();
    for (int i = 4; i < 10; i++) {
      ChainedEvent forged = ChainedEvent.after(head, event(i, "user:nobody"), i);
      chain.set(i, forged);
      head = forged.head();
    }

    Verification verdict = verified(chain, recorded);

    assertThat(verdict.intact()).isFalse();
    assertThat(verdict.firstBroken().kind()).isEqualTo(Break.Kind.changed);
    assertThat(verdict.firstBroken().position()).isEqualTo(10);
  }

  @Test
  void a_gap_is_named() {
    chain.subList(4, 6).clear();

    assertThat(verified(chain).firstBroken())
        .isEqualTo(new Break(5, null, Break.Kind.missing, "events 5 to 6 are missing"));
  }

  @Test
  void events_cut_off_at_the_end_are_missed() {
    ChainHead recorded = chain.getLast().head();
    chain.removeLast();

    assertThat(verified(chain, recorded).firstBroken())
        .isEqualTo(new Break(10, null, Break.Kind.missing, "events 10 to 10 are missing"));
  }

  @Test
  void a_table_that_was_emptied_is_not_an_empty_chain() {
    assertThat(verified(List.of(), chain.getLast().head()).firstBroken().kind())
        .isEqualTo(Break.Kind.missing);
  }

  @Test
  void two_events_that_changed_places_are_named() {
    ChainedEvent fifth = chain.get(4);
    ChainedEvent sixth = chain.get(5);
    chain.set(4, at(6, fifth));
    chain.set(5, at(5, sixth));

    assertThat(verified(chain).firstBroken().position()).isEqualTo(5);
    assertThat(verified(chain).firstBroken().eventId()).isEqualTo("event-5");
    assertThat(verified(chain).firstBroken().kind()).isEqualTo(Break.Kind.reordered);
  }

  @Test
  void an_event_that_was_put_in_twice_is_named() {
    chain.add(5, chain.get(4));

    assertThat(verified(chain).firstBroken().detail()).isEqualTo("position 5 occurs twice");
  }

  @Test
  void each_member_of_an_event_is_part_of_its_hash() {
    Accessed event = event(1, "user:analyst");
    List<Accessed> others =
        List.of(
            copy(event, "event-2", event.at(), List.of("a.b.c"), true, "why", "SELECT 1", 5L),
            copy(
                event,
                "event-1",
                event.at().plusNanos(1000),
                List.of("a.b.c"),
                true,
                "why",
                "SELECT 1",
                5L),
            copy(event, "event-1", event.at(), List.of("a.b", "c"), true, "why", "SELECT 1", 5L),
            copy(event, "event-1", event.at(), List.of("a.b.c"), false, "why", "SELECT 1", 5L),
            copy(event, "event-1", event.at(), List.of("a.b.c"), true, "why not", "SELECT 1", 5L),
            copy(event, "event-1", event.at(), List.of("a.b.c"), true, "why", null, 5L),
            copy(event, "event-1", event.at(), List.of("a.b.c"), true, "why", "null", 5L),
            copy(event, "event-1", event.at(), List.of("a.b.c"), true, "why", "SELECT 1", null));

    assertThat(others.stream().map(ChainCheckTest::hash).distinct())
        .hasSize(others.size())
        .doesNotContain(hash(event));
  }

  @Test
  void an_event_is_chained_as_the_table_will_give_it_back() {
    Accessed raw =
        copy(
            event(1, "user:x"),
            "e",
            Instant.parse("2026-11-25T01:00:00.123456789Z"),
            List.of(),
            true,
            "a\0b",
            "\"\\\n\u0007\u001f",
            null);

    ChainedEvent chained = ChainedEvent.after(ChainHead.GENESIS, raw, 0);

    assertThat(chained.event().at()).isEqualTo(Instant.parse("2026-11-25T01:00:00.123456Z"));
    assertThat(chained.event().reason()).isEqualTo("a\uFFFDb");
    assertThat(CanonicalJson.of(chained.event()))
        .contains("\"query\":\"\\\"\\\\\\n\\u0007\\u001f\"")
        .startsWith("{\"action\":");
    assertThat(chained.isAsHashed()).isTrue();
  }

  private static Verification verified(List<ChainedEvent> events) {
    return verified(events, chain(10).getLast().head());
  }

  private static Verification verified(List<ChainedEvent> events, ChainHead recorded) {
    ChainCheck check = new ChainCheck();
    List<ChainedEvent> byPosition = new ArrayList<>(events);
    Collections.sort(byPosition, Comparator.comparingLong(ChainedEvent::position));
    byPosition.forEach(check::next);
    return check.verdict(recorded);
  }

  private static List<ChainedEvent> chain(int events) {
    List<ChainedEvent> chain = new ArrayList<>();
    ChainHead head = ChainHead.GENESIS;
    for (int i = 0; i < events; i++) {
      ChainedEvent next = ChainedEvent.after(head, event(i, "user:analyst"), i);
      chain.add(next);
      head = next.head();
    }
    return chain;
  }

  private static String hash(Accessed event) {
    return ChainedEvent.after(ChainHead.GENESIS, event, 0).hash();
  }

  private static ChainedEvent with(ChainedEvent chained, Accessed event, String hash) {
    return new ChainedEvent(
        chained.position(), event, chained.offset(), chained.previousHash(), hash);
  }

  private static ChainedEvent at(long position, ChainedEvent chained) {
    return new ChainedEvent(
        position, chained.event(), chained.offset(), chained.previousHash(), chained.hash());
  }

  private static Accessed event(int number, String principal) {
    return new Accessed(
        "event-" + number,
        Instant.parse("2026-11-25T01:00:00Z").plusSeconds(number),
        principal,
        "gold-service",
        "SELECT",
        List.of("a.b.c"),
        true,
        "why",
        "SELECT 1",
        5L,
        42L,
        "127.0.0.1",
        "client:console");
  }

  private static Accessed copy(
      Accessed from,
      String id,
      Instant at,
      List<String> securables,
      boolean allowed,
      String reason,
      String query,
      Long rows) {
    return new Accessed(
        id,
        at,
        from.principal(),
        from.service(),
        from.action(),
        securables,
        allowed,
        reason,
        query,
        rows,
        from.policyVersion(),
        from.remoteAddress(),
        from.actor());
  }
}

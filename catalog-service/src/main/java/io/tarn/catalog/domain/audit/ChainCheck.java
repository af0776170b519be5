package io.tarn.catalog.domain.audit;

import java.util.Optional;

/** Walks the chain from its first event and remembers the first that does not fit. */
public final class ChainCheck {
  private ChainHead head = ChainHead.GENESIS;
  private long events;
  private Break firstBroken;

  /** Takes the next event in the order of the positions. */
  public void next(ChainedEvent event) {
    events++;
    if (firstBroken == null) {
      firstBroken = found(event).orElse(null);
      head = event.head();
    }
  }

  /**
   * What the walk found.
   *
   * @param recorded the head that the catalog wrote down when it made the last commit
   */
  public Verification verdict(ChainHead recorded) {
    Break broken = firstBroken == null ? atTheEnd(recorded).orElse(null) : firstBroken;
    return new Verification(events, broken == null, broken);
  }

  private Optional<Break> found(ChainedEvent event) {
    long expected = head.position() + 1;
    if (event.position() > expected) {
      return Optional.of(missing(expected, event.position() - 1));
    }
    if (event.position() < expected) {
      return Optional.of(
          broken(
              event, Break.Kind.reordered, "position %d occurs twice".formatted(event.position())));
    }
    if (!event.isAsHashed()) {
      return Optional.of(broken(event, Break.Kind.changed, "the event is not what was hashed"));
    }
    if (!event.previousHash().equals(head.hash())) {
      return Optional.of(
          broken(event, Break.Kind.reordered, "it does not follow the event before it"));
    }
    return Optional.empty();
  }

  private Optional<Break> atTheEnd(ChainHead recorded) {
    if (head.position() < recorded.position()) {
      return Optional.of(missing(head.position() + 1, recorded.position()));
    }
    if (head.equals(recorded)) {
      return Optional.empty();
    }
    return Optional.of(
        new Break(
            recorded.position(),
            null,
            Break.Kind.changed,
            "the chain does not lead to the hash the catalog recorded at position %d"
                .formatted(recorded.position())));
  }

  private static Break broken(ChainedEvent event, Break.Kind kind, String detail) {
    return new Break(event.position(), event.event().eventId(), kind, detail);
  }

  private static Break missing(long first, long last) {
    return new Break(
        first, null, Break.Kind.missing, "events %d to %d are missing".formatted(first, last));
  }

  /**
   * Where the chain first does not hold.
   *
   * @param eventId null when the event is not there
   */
  public record Break(long position, String eventId, Kind kind, String detail) {
    /** What was done to it. */
    public enum Kind {
      changed,
      missing,
      reordered
    }
  }

  /**
   * Whether the chain holds.
   *
   * @param events how many there are
   * @param firstBroken null when it does
   */
  public record Verification(long events, boolean intact, Break firstBroken) {}
}

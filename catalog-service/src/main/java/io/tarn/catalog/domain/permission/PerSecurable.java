package io.tarn.catalog.domain.permission;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Values of securables. It never changes; a copy shares with it all containers in which nothing
 * differs, so that only those in which something does are copied.
 *
 * @param contained by container, then by securable
 */
public record PerSecurable<V>(Map<Securable, Map<Securable, V>> contained) {
  public PerSecurable {
    contained = Map.copyOf(contained);
  }

  static <V> PerSecurable<V> none() {
    return new PerSecurable<>(Map.of());
  }

  /** The value of one, if it has any. */
  Optional<V> of(Securable securable) {
    return Optional.ofNullable(
        contained.getOrDefault(securable.container(), Map.of()).get(securable));
  }

  Stream<Securable> securables() {
    return contained.values().stream().flatMap(each -> each.keySet().stream());
  }

  Stream<V> values() {
    return contained.values().stream().flatMap(each -> each.values().stream());
  }

  /**
   * The same but for these.
   *
   * @param changed to their new values, or to none
   */
  PerSecurable<V> with(Map<Securable, Optional<V>> changed) {
    Map<Securable, Map<Securable, V>> copy = new HashMap<>(contained);
    changed.keySet().stream()
        .map(Securable::container)
        .distinct()
        .forEach(
            container ->
                copy.put(container, new HashMap<>(copy.getOrDefault(container, Map.of()))));
    changed.forEach(
        (securable, value) -> {
          Map<Securable, V> siblings = copy.get(securable.container());
          value.ifPresentOrElse(
              there -> siblings.put(securable, there), () -> siblings.remove(securable));
        });
    copy.values().removeIf(Map::isEmpty);
    return new PerSecurable<>(copy);
  }
}

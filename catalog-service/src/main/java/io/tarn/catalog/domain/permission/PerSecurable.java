package io.tarn.catalog.domain.permission;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Values of securables. It never changes; a copy that differs in a few shares with it all
 * containers in which nothing does, so that it costs the same however many there are.
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
    Set<Securable> own = new HashSet<>();
    changed.forEach(
        (securable, value) -> {
          Securable container = securable.container();
          if (own.add(container)) {
            copy.put(container, new HashMap<>(copy.getOrDefault(container, Map.of())));
          }
          Map<Securable, V> siblings = copy.get(container);
          value.ifPresentOrElse(
              there -> siblings.put(securable, there), () -> siblings.remove(securable));
        });
    own.stream().filter(container -> copy.get(container).isEmpty()).forEach(copy::remove);
    return new PerSecurable<>(copy);
  }
}

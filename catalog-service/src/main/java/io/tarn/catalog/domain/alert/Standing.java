package io.tarn.catalog.domain.alert;

import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How the alerts stand, at one look at them: nobody else looks until its transaction ends. */
final class Standing {
  private final AlertStore store;
  private final Map<String, AlertState> known;

  Standing(AlertStore store) {
    store.lock();
    this.store = store;
    this.known =
        store.states().stream().collect(Collectors.toMap(AlertState::name, state -> state));
  }

  /**
   * Forgets alerts.
   *
   * @param names those to keep
   * @param others whose alerts somebody else looks after
   */
  void retain(Collection<String> names, Predicate<String> others) {
    store.retain(Stream.concat(names.stream(), known.keySet().stream().filter(others)).toList());
  }

  /** Writes down what was found, and has those told who want to know of a change. */
  void settle(String name, Finding found, Instant at, Optional<URI> webhook) {
    AlertState was = known.getOrDefault(name, new AlertState(name, false, at, "not yet looked at"));
    AlertState is = was.after(found, at);
    if (!is.equals(was)) {
      store.put(is);
    }
    if (is.firing() != was.firing()) {
      webhook.ifPresent(address -> store.notify(is, address));
    }
  }
}

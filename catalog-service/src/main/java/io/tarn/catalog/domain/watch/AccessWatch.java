package io.tarn.catalog.domain.watch;

import io.tarn.catalog.domain.Transactions;
import io.tarn.catalog.domain.audit.ChainedEvent;
import io.tarn.catalog.domain.permission.Restrictions;
import io.tarn.catalog.domain.permission.RuleBook;
import io.tarn.catalog.domain.permission.Securable;
import io.tarn.model.TableName;
import io.tarn.model.event.Accessed;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at every audit event once, in order, whether it is usual for its principal. */
public class AccessWatch {
  private final ProfileStore store;
  private final RuleBook book;
  private final Transactions transactions;
  private final AccessLimits limits;

  public AccessWatch(
      ProfileStore store, RuleBook book, Transactions transactions, AccessLimits limits) {
    this.store = store;
    this.book = book;
    this.transactions = transactions;
    this.limits = limits;
  }

  /**
   * Looks at events; those it has seen before it passes over.
   *
   * @param events in the order of the topic
   */
  public void see(List<ChainedEvent> events) {
    Restrictions restrictions = book.rules().restrictions();
    transactions.run(
        () -> {
          long next = store.next();
          List<Accessed> unseen =
              events.stream()
                  .filter(chained -> chained.offset() >= next)
                  .map(ChainedEvent::event)
                  .toList();
          if (!unseen.isEmpty()) {
            new Look(restrictions).at(unseen);
            store.next(events.getLast().offset() + 1);
          }
          return unseen.size();
        });
  }

  /** Each profile is read and written once. */
  private final class Look {
    private final Map<String, AccessProfile> profiles = new HashMap<>();
    private final AccessRules rules = new AccessRules(limits);
    private final Restrictions restrictions;

    private Look(Restrictions restrictions) {
      this.restrictions = restrictions;
    }

    private void at(List<Accessed> events) {
      events.forEach(this::at);
      profiles.forEach(store::put);
    }

    private void at(Accessed event) {
      LocalDate day = AccessProfile.day(event);
      AccessProfile before =
          profiles
              .computeIfAbsent(
                  event.principal(),
                  principal -> store.profile(principal).orElseGet(() -> AccessProfile.empty(day)))
              .on(day, limits);
      AccessProfile after = before.after(event, this::isProtected, limits);
      rules.look(before, event, after).forEach(store::add);
      profiles.put(event.principal(), after);
    }

    /** Whether a table holds what not everybody sees: tagged columns, or rows under a filter. */
    private boolean isProtected(String securable) {
      return table(securable)
          .filter(
              table ->
                  !restrictions.tags().of(table).isEmpty()
                      || restrictions.filters().stream()
                          .anyMatch(filter -> filter.table().equals(table)))
          .isPresent();
    }

    /** An event may be about anything, and none may stop the look at the others. */
    private static Optional<TableName> table(String securable) {
      try {
        return Securable.parse(securable).table();
      } catch (IllegalArgumentException unreadable) {
        return Optional.empty();
      }
    }
  }
}

package io.tarn.catalog.domain.permission;

import io.tarn.catalog.domain.Identity;
import io.tarn.model.TableName;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Tables of unknown lineage, and what their owners say of them. */
public class Classifications {
  private final ClassificationStore store;
  private final RuleBook book;
  private final RuleChanges changes;

  public Classifications(ClassificationStore store, RuleBook book, RuleChanges changes) {
    this.store = store;
    this.book = book;
    this.changes = changes;
  }

  /** Of the tables the caller owns or manages, those that wait for it, and those that have it. */
  public List<Classification> visible(Identity who) {
    Stream<Classification> waiting =
        book.rules()
            .unknown()
            .tables()
            .securables()
            .flatMap(securable -> securable.table().stream())
            .map(table -> new Classification(table, null, null));
    return Stream.concat(waiting, store.made().stream())
        .filter(each -> changes.manages(who, Securable.of(each.table())))
        .sorted(Comparator.comparing(Classification::table))
        .toList();
  }

  /**
   * Lets inherited rights to read reach a table, whatever else is written to it.
   *
   * @throws TarnException FORBIDDEN when the caller neither owns nor manages it; NOT_FOUND
   */
  public void classify(Identity who, TableName table) {
    changes.admit(who, Securable.of(table));
    changed(who, "CLASSIFY", table, store.classify(table, who.self()));
  }

  /**
   * Takes it back: if its lineage is unknown, the table is its owner's alone again.
   *
   * @throws TarnException FORBIDDEN when the caller neither owns nor manages it; NOT_FOUND
   */
  public void withdraw(Identity who, TableName table) {
    changes.admit(who, Securable.of(table));
    changed(who, "WITHDRAW CLASSIFICATION", table, store.withdraw(table));
  }

  private void changed(Identity who, String action, TableName table, boolean found) {
    if (!found) {
      throw new TarnException(
          ErrorKind.NOT_FOUND,
          "There is no table %s, or nothing to take back.".formatted(table),
          "Look at GET /api/v1/classifications.");
    }
    changes.made(who, action, Securable.of(table), action + " " + table);
  }
}

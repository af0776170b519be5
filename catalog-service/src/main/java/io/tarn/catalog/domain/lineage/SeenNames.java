package io.tarn.catalog.domain.lineage;

import io.tarn.catalog.domain.Identity;
import io.tarn.catalog.domain.permission.AccessControl;
import io.tarn.model.TableName;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.util.HashMap;
import java.util.Map;

/** Names as one caller may know them: tables that may not be seen get a number within an answer. */
final class SeenNames {
  private final Identity who;
  private final AccessControl access;
  private final Map<TableName, Boolean> seen = new HashMap<>();
  private final Map<TableName, String> hidden = new HashMap<>();

  SeenNames(Identity who, AccessControl access) {
    this.who = who;
    this.access = access;
  }

  /**
   * Ends the request unless the caller may know the table.
   *
   * @throws TarnException NOT_FOUND
   */
  void require(TableName table) {
    if (!sees(table)) {
      throw new TarnException(
          ErrorKind.NOT_FOUND,
          "There is no table %s, or you may not see it.".formatted(table),
          "Look at GET /api/v1/tables.");
    }
  }

  boolean sees(TableName table) {
    return seen.computeIfAbsent(table, each -> access.sees(who, each));
  }

  String of(TableName table) {
    return sees(table)
        ? table.toString()
        : hidden.computeIfAbsent(table, each -> "hidden:" + (hidden.size() + 1));
  }

  SeenColumn of(Column column) {
    return new SeenColumn(of(column.table()), sees(column.table()) ? column.path() : null);
  }

  Lineage.ColumnEdge of(Derivation derivation) {
    return new Lineage.ColumnEdge(of(derivation.from()), of(derivation.to()));
  }
}

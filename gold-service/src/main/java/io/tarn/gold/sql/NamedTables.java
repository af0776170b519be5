package io.tarn.gold.sql;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.model.TableName;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The tables of the catalog that one statement names. */
final class NamedTables {
  private final Catalogs catalogs;
  private final CatalogNames names;
  private final WrittenName written;
  private final Set<TableName> tables = new LinkedHashSet<>();
  private final Set<String> assumed = new TreeSet<>();

  NamedTables(String sql, Catalogs catalogs) {
    this.catalogs = catalogs;
    this.names = new CatalogNames(sql);
    this.written = new WrittenName(sql);
  }

  /**
   * Takes down a table.
   *
   * @param path as the statement's tree has it
   * @param location of the name in the statement, in bytes
   * @throws IllegalArgumentException when it is not a table's name
   */
  void add(List<String> path, JsonNode location) {
    List<String> parts = written.parts(path, location);
    switch (parts.size()) {
      case 2 -> {
        String catalog = catalogs.of(parts.get(0));
        tables.add(new TableName(catalog, parts.get(0), parts.get(1)));
        assumed.add(catalog);
      }
      case 3 -> {
        tables.add(new TableName(parts.get(0), parts.get(1), parts.get(2)));
        names.found(parts.get(0), location);
      }
      default -> throw new IllegalArgumentException("it does not have three parts");
    }
  }

  /**
   * The statement over these tables.
   *
   * @throws TarnException INVALID when they cannot be asked together
   */
  Statement statement(ColumnsRead columns) {
    requireApart();
    if (assumed.size() > 1) {
      throw new TarnException(
          ErrorKind.INVALID,
          "The tables are in several catalogs: " + String.join(", ", assumed) + ".",
          "Write catalog.namespace.table.");
    }
    return new Statement(names.replaced(), tables, assumed.stream().findFirst(), columns);
  }

  /**
   * Ends the question when names differ in case alone: where statements run that is no difference,
   * not even in quotes.
   */
  private void requireApart() {
    Map<String, String> spelled = new HashMap<>();
    for (TableName table : tables) {
      String namespace = table.catalog() + "." + table.namespace();
      for (String name : List.of(table.catalog(), namespace, table.toString())) {
        String other = spelled.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
        if (other != null && !other.equals(name)) {
          throw new TarnException(
              ErrorKind.INVALID,
              "%s and %s cannot be told apart in one statement.".formatted(other, name),
              "Ask for one of them at a time.");
        }
      }
    }
  }
}

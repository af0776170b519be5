package io.tarn.gold.sql;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Catalogs have names that DuckDB keeps to itself, as {@code system}, where the audit trail is. In
 * what runs they get another, which no catalog of Tarn can have.
 */
public final class CatalogNames {
  private static final Set<String> RESERVED = Set.of("system", "temp", "main", "memory");

  private final String sql;
  private final Set<Integer> places = new TreeSet<>();

  CatalogNames(String sql) {
    this.sql = sql;
  }

  /** What a catalog is called where statements run. */
  public static String inEngine(String catalog) {
    return isReserved(catalog) ? catalog + " catalog" : catalog;
  }

  /** Takes down that a catalog's name is written somewhere. */
  void found(String catalog, JsonNode location) {
    if (!isReserved(catalog)) {
      return;
    }
    if (!location.canConvertToInt()) {
      throw new TarnException(
          ErrorKind.INVALID,
          "Tables of " + catalog + " cannot be named in this way.",
          "Write SELECT * FROM and the table's name.");
    }
    places.add(location.intValue());
  }

  /** The statement with the other names. */
  String replaced() {
    if (places.isEmpty()) {
      return sql;
    }
    byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream replaced = new ByteArrayOutputStream();
    int done = 0;
    for (int place : places) {
      replaced.write(bytes, done, place - done);
      String rest = new String(bytes, place, bytes.length - place, StandardCharsets.UTF_8);
      String catalog = written(rest);
      replaced.writeBytes(('"' + inEngine(catalog) + '"').getBytes(StandardCharsets.UTF_8));
      done = place + catalog.length() + (rest.charAt(0) == '"' ? 2 : 0);
    }
    replaced.write(bytes, done, bytes.length - done);
    return replaced.toString(StandardCharsets.UTF_8);
  }

  /** In whatever case: DuckDB makes no difference. */
  private static boolean isReserved(String catalog) {
    return RESERVED.contains(catalog.toLowerCase(Locale.ROOT));
  }

  private static String written(String rest) {
    String start = rest.toLowerCase(Locale.ROOT);
    return RESERVED.stream()
        .filter(name -> start.startsWith(name) || start.startsWith('"' + name + '"'))
        .findFirst()
        .orElseThrow(
            () ->
                new TarnException(
                    ErrorKind.INVALID, "A table's name is not where it should be.", "Quote less."));
  }
}

package io.tarn.catalog.domain.manifest;

import io.tarn.catalog.domain.lineage.Column;
import io.tarn.model.TableName;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The names in a piece of SQL, whatever they stand for: whole ones with dots, and their parts. */
final class SqlWords {
  private static final Pattern NAME =
      Pattern.compile("[\\p{L}_][\\p{L}\\d_]*(\\.[\\p{L}_][\\p{L}\\d_]*)*");

  private final Set<String> names = new HashSet<>();

  SqlWords(String sql) {
    NAME.matcher(sql.replace("\"", "").toLowerCase(Locale.ROOT))
        .results()
        .forEach(
            match -> {
              names.add(match.group());
              names.addAll(Arrays.asList(match.group().split("\\.", -1)));
            });
  }

  boolean name(TableName table) {
    return has(table.toString());
  }

  /** A path inside a payload is called by its last part. */
  boolean name(Column column) {
    return has(column.path().substring(column.path().lastIndexOf('.') + 1));
  }

  private boolean has(String name) {
    return names.contains(name.toLowerCase(Locale.ROOT));
  }
}

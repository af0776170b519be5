package io.tarn.gold.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads how a table's name is written, as SQL has it: in lower case, but what is in quotes as it
 * stands there. DuckDB's tree does not tell what was in quotes, so this looks at the statement.
 */
final class WrittenName {
  private static final String GAP = "(?:\\s|--[^\\n]*|/\\*(?s:.*?)\\*/)*+";
  private static final Pattern PART =
      Pattern.compile("\\G" + GAP + "(?:\"([^\"]*)\"|\\w+)" + GAP + "\\.?");

  private final byte[] sql;

  WrittenName(String sql) {
    this.sql = sql.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The parts of a name.
   *
   * @param path the parts, as the tree has them
   * @param location of the first of them, in bytes; where the tree has none, nothing is in quotes
   */
  List<String> parts(List<String> path, JsonNode location) {
    int start = location.canConvertToInt() ? location.intValue() : sql.length;
    Matcher written =
        PART.matcher(new String(sql, start, sql.length - start, StandardCharsets.UTF_8));
    return path.stream()
        .map(
            part ->
                written.find() && part.equals(written.group(1))
                    ? part
                    : part.toLowerCase(Locale.ROOT))
        .toList();
  }
}

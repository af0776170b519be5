package io.tarn.gold.sql;

import java.nio.charset.StandardCharsets;

/**
 * A place in a statement, as people count.
 *
 * @param line from 1
 * @param column from 1, in characters
 */
public record Place(int line, int column) {
  /**
   * Where a byte of a statement's UTF-8 form is; DuckDB counts in those.
   *
   * @param offset from 0; past the end means the end
   */
  public static Place of(String sql, long offset) {
    byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
    int length = Math.clamp(offset, 0, bytes.length);
    String before = new String(bytes, 0, length, StandardCharsets.UTF_8);
    int lastBreak = before.lastIndexOf('\n');
    int line = 1 + (int) before.chars().filter(character -> character == '\n').count();
    return new Place(line, before.length() - lastBreak);
  }

  @Override
  public String toString() {
    return "line " + line + ", column " + column;
  }
}

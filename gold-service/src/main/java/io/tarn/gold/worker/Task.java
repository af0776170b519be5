package io.tarn.gold.worker;

import java.util.List;

/**
 * What a worker is asked to do, one line of JSON: to parse a statement, or to run it.
 *
 * @param run null when it shall only be parsed
 */
public record Task(String sql, Run run) {
  /** Asks for the syntax tree. */
  public static Task parse(String sql) {
    return new Task(sql, null);
  }

  /**
   * How to run it.
   *
   * @param defaultCatalog where names of two parts are looked up, or null
   * @param views all that the statement can see
   * @param files all that it can open; may be written to nowhere but {@code output}'s folder
   * @param timeoutMillis then it is stopped
   */
  public record Run(
      String defaultCatalog,
      List<View> views,
      List<String> files,
      Output output,
      long timeoutMillis) {}

  /**
   * A table as the statement sees it.
   *
   * @param select over files
   */
  public record View(String catalog, String namespace, String table, String select) {}

  /**
   * Where the result goes.
   *
   * @param file is made; for JSON it holds an array of rows
   * @param maxRows more are left out
   * @param maxBytes more ends the run
   */
  public record Output(String file, Format format, long maxRows, long maxBytes) {}
}

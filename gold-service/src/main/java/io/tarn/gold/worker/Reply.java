package io.tarn.gold.worker;

import java.util.List;

/**
 * What a worker answers, one line of JSON.
 *
 * @param tree of {@code json_serialize_sql}, when it was asked to parse
 * @param columns of the result, none for Parquet, which names them itself
 * @param truncated whether there were more rows than asked for
 * @param failure null when all went well
 */
public record Reply(
    String tree, List<Column> columns, long rows, boolean truncated, Failure failure) {
  /** A column of the result, with DuckDB's name of its type. */
  public record Column(String name, String type) {}

  /**
   * What went wrong.
   *
   * @param message for the statement's author; of the engine's failures, for the log
   * @param position in bytes of the statement, or null
   */
  public record Failure(Kind kind, String message, Long position) {}

  /** Whose fault it is, and whether its message may be shown. */
  public enum Kind {
    /** The statement's: its author may read the message. */
    statement,
    /** It took too long. */
    time,
    /** It needed too much memory or disk. */
    memory,
    /** Its result has too many bytes. */
    size,
    /** It tried what it may not. */
    refused,
    /** The engine's. */
    engine
  }

  static Reply parsed(String tree) {
    return new Reply(tree, List.of(), 0, false, null);
  }

  static Reply ran(List<Column> columns, long rows, boolean truncated) {
    return new Reply(null, columns, rows, truncated, null);
  }

  static Reply failed(Failure failure) {
    return new Reply(null, List.of(), 0, false, failure);
  }
}

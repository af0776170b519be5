package io.tarn.bench.catalog;

import java.util.List;
import java.util.Locale;

/**
 * One thing that is measured.
 *
 * @param tables how many the catalog has
 * @param clients how many work at once, each without a pause
 */
record Line(Work work, int tables, int clients) {
  /** What a client does again and again. */
  enum Work {
    LOAD("loadTable"),
    APPEND_TO_OWN("append, a table each"),
    APPEND_TO_ONE("append, all to one table");

    private final String text;

    Work(String text) {
      this.text = text;
    }
  }

  /** Each client asks for any of the tables, as chance has it. */
  static List<Line> loads(int tables) {
    return List.of(new Line(Work.LOAD, tables, 1), new Line(Work.LOAD, tables, 8));
  }

  /** One writer of a table of its own is one writer of one table, so that is measured once. */
  static List<Line> appends(int tables) {
    return List.of(
        new Line(Work.APPEND_TO_OWN, tables, 8),
        new Line(Work.APPEND_TO_ONE, tables, 1),
        new Line(Work.APPEND_TO_ONE, tables, 2),
        new Line(Work.APPEND_TO_ONE, tables, 8),
        new Line(Work.APPEND_TO_ONE, tables, 32));
  }

  String name() {
    return String.format(
        Locale.ROOT,
        "%s, %d %s, %,d tables",
        work.text,
        clients,
        clients == 1 ? "client" : "clients",
        tables);
  }
}

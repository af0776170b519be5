package io.tarn.local.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows under headings, in columns as wide as they need to be. */
public final class TextTable {
  private final List<List<String>> lines = new ArrayList<>();

  public TextTable(List<String> headings) {
    lines.add(List.copyOf(headings));
  }

  public void add(List<String> cells) {
    lines.add(List.copyOf(cells));
  }

  public void print(PrintWriter out) {
    int[] widths = new int[lines.getFirst().size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], width(line.get(i)));
      }
    }
    for (int row = 0; row < lines.size(); row++) {
      out.println(row(lines.get(row), widths));
      if (row == 0) {
        StringBuilder rule = new StringBuilder();
        for (int width : widths) {
          rule.append(rule.isEmpty() ? "" : "  ").append("─".repeat(width));
        }
        out.println(rule);
      }
    }
    out.flush();
  }

  private static String row(List<String> cells, int[] widths) {
    StringBuilder row = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = cells.get(i);
      String padding = " ".repeat(widths[i] - width(cell));
      row.append(i == 0 ? "" : "  ").append(number(cell) ? padding + cell : cell + padding);
    }
    return row.toString().stripTrailing();
  }

  /** Numbers stand to the right, so that their digits do. */
  private static boolean number(String cell) {
    return cell.matches("-?[0-9][0-9.,]*( (s|MB|ms))?");
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}

package io.tarn.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.local.client.Answer;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks gold-service a question in SQL. */
@Command(
    name = "sql",
    description =
        "Ask in SQL, e.g. tarn sql \"SELECT region, sum(sales) FROM retail.gold.daily_sales GROUP BY ALL\".")
public final class SqlCommand implements Callable<Integer> {
  /** How the answer is printed. */
  enum Format {
    table,
    csv,
    json
  }

  @Parameters(paramLabel = "STATEMENT")
  private String statement;

  @Option(names = "--format", defaultValue = "table", description = "table, csv or json.")
  private Format format;

  @Mixin private Connection connection;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    String accept = format == Format.csv ? "text/csv" : "application/json";
    Answer answer = connection.gold().post("/sql", "text/plain", statement, accept);
    switch (format) {
      case csv, json -> out.println(answer.body().stripTrailing());
      case table -> print(answer.json(), out);
    }
    out.flush();
    return 0;
  }

  private static void print(JsonNode result, PrintWriter out) {
    List<String> headings = new ArrayList<>();
    result.path("columns").forEach(column -> headings.add(column.path("name").asText()));
    TextTable table = new TextTable(headings);
    for (JsonNode row : result.path("rows")) {
      List<String> cells = new ArrayList<>();
      row.forEach(
          cell ->
              cells.add(
                  cell.isNull() ? "NULL" : cell.isValueNode() ? cell.asText() : cell.toString()));
      table.add(cells);
    }
    table.print(out);
    int rows = result.path("rows").size();
    out.println(
        rows == 1
            ? "1 row"
            : rows + " rows" + (result.path("truncated").asBoolean() ? ", and more" : ""));
  }
}

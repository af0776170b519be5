package io.tarn.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.local.client.TarnClient;
import io.tarn.local.platform.TarnService;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
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

/** Counts whether everything that was acknowledged is in bronze, once; or walks the audit chain. */
@Command(
    name = "audit",
    description = {
      "Prove that each record that was acknowledged is in bronze exactly once.",
      "With --verify: that no audit event was changed, removed or reordered."
    })
public final class AuditCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "SOURCE",
      arity = "0..1",
      description = "e.g. retail.bronze.orders. Default: all that you may read.")
  private String source;

  @Option(
      names = "--verify",
      description = "Walk the hash chain of system.audit.events; exit 1 when it is broken.")
  private boolean verify;

  @Mixin private Connection connection;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    boolean whole = verify ? chain(out) : ledgers(out);
    out.flush();
    return whole ? 0 : 1;
  }

  private boolean chain(PrintWriter out) {
    if (source != null) {
      throw new TarnException(
          ErrorKind.INVALID,
          "The audit chain is one, it has no part for " + source,
          "./tarn audit --verify, or ./tarn audit " + source);
    }
    ChainVerdict verdict = ChainVerdict.ask(connection.catalog());
    out.println(verdict.text());
    return verdict.intact();
  }

  private boolean ledgers(PrintWriter out) {
    List<Ledger> ledgers = new ArrayList<>();
    TarnClient gold = connection.gold();
    for (JsonNode each : connection.local(TarnService.INGEST).get("/api/v1/sources")) {
      String name = each.path("source").asText();
      if (source == null || source.equals(name)) {
        // The ends first: what is committed meanwhile lies beyond them and is not counted.
        for (var end : each.path("committedEnds").properties()) {
          ledgers.add(Ledger.of(name, end.getKey(), end.getValue().asLong(), gold));
        }
      }
    }
    if (ledgers.isEmpty()) {
      throw new TarnException(
          ErrorKind.NOT_FOUND,
          source == null ? "No source has received anything" : "Nothing came from " + source,
          "Sources and what they received: ./tarn status");
    }
    TextTable table =
        new TextTable(List.of("source", "position", "committed", "in bronze", "missing", "twice"));
    ledgers.forEach(ledger -> table.add(ledger.cells()));
    table.print(out);
    boolean exact = ledgers.stream().allMatch(Ledger::exact);
    out.println(exact ? "Nothing lost, nothing twice." : "NOT exact: see above.");
    return exact;
  }

  /**
   * One position key of a source, against the rows of its bronze table.
   *
   * @param committed records up to the committed end, which is exclusive
   * @param rows in bronze of these, repeated ones included
   * @param distinct in bronze of these
   */
  record Ledger(String source, String key, long committed, long rows, long distinct) {
    static Ledger of(String source, String key, long end, TarnClient gold) {
      int colon = key.lastIndexOf(':');
      boolean kafka = key.startsWith("kafka:");
      String origin = kafka ? key.substring(0, colon) : key;
      String partition = kafka ? key.substring(colon + 1) : "0";
      String statement =
          "SELECT count(*), count(DISTINCT source_offset) FROM %s WHERE origin = '%s'"
                  .formatted(source, origin.replace("'", "''"))
              + " AND source_partition = %s AND source_offset < %d".formatted(partition, end);
      JsonNode row = gold.post("/sql", "text/plain", statement).json().path("rows").path(0);
      return new Ledger(source, key, end, row.path(0).asLong(), row.path(1).asLong());
    }

    boolean exact() {
      return rows == committed && distinct == committed;
    }

    List<String> cells() {
      return List.of(
          source,
          key,
          Long.toString(committed),
          Long.toString(distinct),
          Long.toString(committed - distinct),
          Long.toString(rows - distinct));
    }
  }
}

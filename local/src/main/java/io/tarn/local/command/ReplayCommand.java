package io.tarn.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.local.platform.TarnService;
import io.tarn.model.TableName;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Computes a table anew from all of its inputs. */
@Command(
    name = "replay",
    description =
        "Compute a silver or gold table anew from all of its inputs; it comes out the same.")
public final class ReplayCommand implements Callable<Integer> {
  @Parameters(paramLabel = "TABLE", description = "e.g. retail.silver.orders.")
  private String table;

  @Mixin private Connection connection;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    TableName name = TableName.parse(table);
    TarnService owner = name.namespace().equals("gold") ? TarnService.GOLD : TarnService.TRANSFORM;
    JsonNode run =
        connection
            .local(owner)
            .post("/api/v1/steps/" + name + "/refresh?full=true", "application/json", "")
            .json()
            .path("run");
    PrintWriter out = spec.commandLine().getOut();
    boolean failed = run.path("status").asText().equals("failed");
    if (run.isNull()) {
      out.printf("%s: nothing to compute it from yet%n", name);
    } else if (failed) {
      out.printf("%s: failed, %s%n", name, run.path("error").asText());
    } else {
      out.printf("%s: computed anew, %,d rows%n", name, run.path("rowsWritten").asLong());
    }
    out.flush();
    return failed ? 1 : 0;
  }
}

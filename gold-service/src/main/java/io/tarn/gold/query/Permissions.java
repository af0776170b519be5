package io.tarn.gold.query;

import io.tarn.gold.sql.Statement;
import io.tarn.gold.tables.Excerpt;
import io.tarn.gold.tables.Excerpts;
import io.tarn.service.Access;
import io.tarn.service.Authorizer;
import io.tarn.service.Caller;
import io.tarn.service.Decisions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Finds what of a statement's tables its author may see. */
@ApplicationScoped
class Permissions {
  private final StatementParser parser;
  private final Authorizer authorizer;
  private final Excerpts excerpts;

  Permissions(StatementParser parser, Authorizer authorizer, Excerpts excerpts) {
    this.parser = parser;
    this.authorizer = authorizer;
    this.excerpts = excerpts;
  }

  /** Judges, authorizes and pins the tables' snapshots; a refusal is written down and thrown. */
  Permitted permit(Caller caller, String sql, BooleanSupplier cancelled) {
    Statement statement = parser.parse(sql, cancelled);
    if (statement.tables().isEmpty()) {
      Decisions nothing = new Decisions(caller.principal(), 0, List.of());
      return new Permitted(statement, nothing, List.of());
    }
    List<Access> accesses = statement.tables().stream().sorted().map(Access::select).toList();
    Decisions decisions = authorizer.require(caller, accesses);
    List<Excerpt> tables =
        statement.tables().stream()
            .sorted()
            .map(
                table -> excerpts.of(table, statement.columns(), decisions.about(table.toString())))
            .toList();
    return new Permitted(statement, decisions, tables);
  }
}

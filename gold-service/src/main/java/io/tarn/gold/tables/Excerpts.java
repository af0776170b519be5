package io.tarn.gold.tables;

import io.tarn.engine.Query;
import io.tarn.engine.Relation;
import io.tarn.engine.SqlEngine;
import io.tarn.gold.config.GoldConfig;
import io.tarn.gold.sql.ColumnsRead;
import io.tarn.model.TableName;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.service.Decisions.Decision;
import io.tarn.tables.Lakehouse;
import io.tarn.tables.Snapshots;
import io.tarn.tables.TableFile;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types.NestedField;
import org.jboss.logging.Logger;

/**
 * Makes files of what statements may see: only the rows and columns meant for them, filtered and
 * masked here, where the engine is trusted. A table's own files never leave.
 */
@ApplicationScoped
public class Excerpts {
  private static final Logger LOG = Logger.getLogger(Excerpts.class);

  private final Lakehouse lakehouse;
  private final SqlEngine engine;
  private final PolicyExpressions policies;
  private final PreparedFiles files;
  private final GoldConfig config;

  Excerpts(
      Lakehouse lakehouse,
      @ForStatements SqlEngine engine,
      PolicyExpressions policies,
      PreparedFiles files,
      GoldConfig config) {
    this.lakehouse = lakehouse;
    this.engine = engine;
    this.policies = policies;
    this.files = files;
    this.config = config;
  }

  /**
   * What a statement sees of a table as it is now.
   *
   * @throws TarnException NOT_FOUND; INTERNAL when a policy of it cannot be applied
   */
  public Excerpt of(TableName name, ColumnsRead read, Decision decision) {
    Table table = lakehouse.load(name);
    List<String> columns = columns(table, read);
    Map<String, String> masks = new HashMap<>();
    decision
        .columnMasks()
        .forEach(
            (column, mask) ->
                columns.stream()
                    .filter(each -> isOf(column, each))
                    .forEach(masked -> masks.put(masked, mask)));
    Optional<String> filter = Optional.ofNullable(decision.rowFilter());
    if (!Stream.concat(masks.values().stream(), filter.stream()).allMatch(policies::isExpression)) {
      throw notApplicable(name);
    }
    OptionalLong snapshot = Snapshots.current(table);
    Optional<Long> snapshotId =
        snapshot.isPresent() ? Optional.of(snapshot.getAsLong()) : Optional.empty();
    Excerpt.Key key =
        new Excerpt.Key(name, table.uuid().toString(), snapshotId, columns, filter, masks);
    return new Excerpt(key, table);
  }

  /**
   * Of a path the policies know the column; a name with a dot looks like one, and is masked too.
   */
  private static boolean isOf(String masked, String column) {
    return column.equalsIgnoreCase(masked)
        || column.regionMatches(true, 0, masked + ".", 0, masked.length() + 1);
  }

  /**
   * Puts the excerpt's file there.
   *
   * @param target does not exist yet
   * @throws TarnException UNAVAILABLE when files cannot be read; LIMITED; INTERNAL when a policy
   *     cannot be applied
   */
  public void link(Excerpt excerpt, Path target) {
    files.link(excerpt.key(), file -> export(excerpt, file), target);
  }

  private void export(Excerpt excerpt, Path file) {
    Table table = excerpt.source();
    List<TableFile> tableFiles =
        excerpt.key().snapshotId().map(id -> Snapshots.files(table, id)).orElse(List.of());
    Query query =
        new Query(
            excerpt.key().select("excerpt_source"),
            Map.of("excerpt_source", new Relation(table, tableFiles)),
            config.statements().timeout());
    try {
      engine.export(query, file);
    } catch (TarnException failed) {
      if (!excerpt.key().restricted() || failed.kind().retriable()) {
        throw failed;
      }
      // The message may hold values that the policy hides: it goes nowhere.
      LOG.errorf("The policies of %s cannot be applied: %s", excerpt.table(), query.sql());
      throw notApplicable(excerpt.table());
    }
  }

  private static List<String> columns(Table table, ColumnsRead read) {
    List<String> all = table.schema().columns().stream().map(NestedField::name).toList();
    List<String> wanted = all.stream().filter(read::reads).toList();
    // A file needs a column, even where only rows are counted.
    return wanted.isEmpty() ? all.subList(0, 1) : wanted;
  }

  private static TarnException notApplicable(TableName table) {
    return new TarnException(
        ErrorKind.INTERNAL,
        "A policy of " + table + " cannot be applied, so nothing of it is shown.",
        "Tell who wrote the policy: its SQL must be one expression over the row.");
  }
}

package io.tarn.ingest;

import io.tarn.model.TableName;
import io.tarn.tables.Lakehouse;
import io.tarn.tables.Snapshots;
import io.tarn.tables.TableFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.iceberg.Table;
import org.duckdb.DuckDBDriver;

/** What stands in a bronze table now. */
public record BronzeContent(Lakehouse lakehouse, TableName name, Path scratch) {
  public long count() {
    return Long.parseLong(select("count(*)::VARCHAR").getFirst());
  }

  /** How often each record of the source is there: 1 for all if nothing is lost or doubled. */
  public long distinctPositions() {
    return Long.parseLong(
        select("count(DISTINCT (origin, source_partition, source_offset))::VARCHAR").getFirst());
  }

  /** One expression over all rows, in the order of the source. */
  public List<String> select(String expression) {
    Optional<Table> table = lakehouse.find(name);
    List<String> files = new ArrayList<>();
    table.ifPresent(found -> Snapshots.files(found).forEach(one -> files.add(local(found, one))));
    if (files.isEmpty()) {
      return expression.startsWith("count") ? List.of("0") : List.of();
    }
    String order =
        expression.startsWith("count") ? "" : " ORDER BY source_partition, source_offset";
    try (var duckdb = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
        var statement = duckdb.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT %s FROM read_parquet(['%s'])%s"
                    .formatted(expression, String.join("','", files), order))) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private String local(Table table, TableFile file) {
    Path copy = scratch.resolve(Path.of(file.location()).getFileName());
    if (!Files.exists(copy)) {
      try (InputStream in = table.io().newInputFile(file.location()).newStream()) {
        Files.write(copy, in.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return copy.toString();
  }
}

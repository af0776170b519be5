package io.tarn.catalog.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.catalog.domain.commit.Author;
import io.tarn.catalog.domain.manifest.DeclaredFormats;
import io.tarn.catalog.domain.manifest.StoredManifest;
import io.tarn.model.Principal;
import io.tarn.model.TableName;
import io.tarn.model.manifest.Manifest;
import io.tarn.model.manifest.ManifestReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.rest.requests.CreateTableRequest;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableCreationTest {
  private static final TableName OLD = TableName.parse("retail.bronze.old");
  private static final Author AUTHOR =
      new Author(Principal.parse("user:analyst"), Instant.parse("2026-11-25T10:00:00Z"));

  private final MemoryCatalog database = new MemoryCatalog();
  private final MemoryStore store = new MemoryStore();
  private final MetadataFiles files = new MetadataFiles(store, database, 1_000_000, 1_000_000);
  private final TableDefaults defaults =
      new TableDefaults(database, new DeclaredFormats(List::of), database, 20);
  private final TableCreation creation =
      new TableCreation(
          database,
          new FreeNames(),
          defaults,
          files,
          new ChangeWriter(
              files,
              new ChangeRecorder(database, database, database, database, database),
              database,
              new LaterCopies(database),
              new OldFiles(files)));

  @ParameterizedTest
  @CsvSource({
    "retail.silver.orders, 2",
    "retail.silver.orders_quarantine, 2",
    "retail.silver.other, 3"
  })
  void whatItsManifestSaysDecidesTheFormatVersionWhoeverMakesATable(String table, int version) {
    Manifest orders =
        new ManifestReader()
            .manifest(
                """
                kind: Table
                name: retail.silver.orders
                from: { o: retail.bronze.orders }
                sql: SELECT 1
                format version: 2
                """);
    TableDefaults declared =
        new TableDefaults(
            database,
            new DeclaredFormats(
                () -> List.of(new StoredManifest(orders, 1, "", AUTHOR.at(), AUTHOR.principal()))),
            database,
            20);

    TableMetadata made =
        declared.metadata(
            TableName.parse(table),
            CreateTableRequest.builder()
                .withName("any")
                .withSchema(new Schema(Types.NestedField.optional(1, "id", Types.LongType.get())))
                .setProperty(TableProperties.FORMAT_VERSION, "3")
                .build());

    assertThat(made.formatVersion()).isEqualTo(version);
  }

  @Test
  void aTableThatLiesInItsNamespaceIsTakenUpAsItIs() {
    TableMetadata taken =
        creation.register(
            OLD, written("bronze/old-1/metadata/3.metadata.json", "bronze/old-1"), AUTHOR);

    assertThat(taken.location()).isEqualTo("s3://lakehouse/retail/bronze/old-1");
    assertThat(database.find(OLD)).isPresent();
  }

  /** Around tables that will be made, whose files would be its own. */
  @ParameterizedTest
  @CsvSource({
    "bronze/old-1/data/x.metadata.json, bronze",
    "bronze/old-1/data/x.metadata.json, ''",
    "bronze/old-1/data/x.metadata.json, bronze/old-2",
    "bronze/old-1/../silver/orders-1/x.metadata.json, bronze/old-1",
    "silver/old-1/metadata/3.metadata.json, silver/old-1",
    "3.metadata.json, bronze/old-1",
  })
  void oneThatSaysItLiesElsewhereIsNot(String file, String location) {
    String metadata = written(file, location);

    assertThatThrownBy(() -> creation.register(OLD, metadata, AUTHOR))
        .isInstanceOf(BadRequestException.class);
    assertThat(database.find(OLD)).isEmpty();
  }

  private String written(String file, String location) {
    String home = "s3://lakehouse/retail/";
    TableMetadata metadata =
        TableMetadata.newTableMetadata(
            new Schema(Types.NestedField.optional(1, "a", Types.StringType.get())),
            PartitionSpec.unpartitioned(),
            (home + location).replaceAll("/$", ""),
            Map.of());
    TableMetadataParser.overwrite(metadata, store.newOutputFile(home + file));
    return home + file;
  }
}

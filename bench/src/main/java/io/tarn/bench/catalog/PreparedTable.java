package io.tarn.bench.catalog;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.util.Tasks;

/**
 * A table that is only loaded. All servers take up the same ones: each has a metadata file of its
 * own, so that what a server keeps in memory of one tells nothing of another.
 */
record PreparedTable(
    String namespace, String name, UUID uuid, String metadataLocation, String metadata) {
  private static final int PER_NAMESPACE = 1000;
  private static final int WRITERS = 16;

  /** Ten columns of the usual types. */
  static final Schema SCHEMA =
      new Schema(
          Types.NestedField.required(1, "id", Types.LongType.get()),
          Types.NestedField.required(2, "placed_at", Types.TimestampType.withZone()),
          Types.NestedField.optional(3, "customer", Types.StringType.get()),
          Types.NestedField.optional(4, "product", Types.StringType.get()),
          Types.NestedField.optional(5, "region", Types.StringType.get()),
          Types.NestedField.optional(6, "quantity", Types.IntegerType.get()),
          Types.NestedField.optional(7, "price", Types.DecimalType.of(12, 2)),
          Types.NestedField.optional(8, "discount", Types.DoubleType.get()),
          Types.NestedField.optional(9, "shipped", Types.BooleanType.get()),
          Types.NestedField.optional(10, "shipped_on", Types.DateType.get()));

  /** Writes the metadata files of the tables from one number to another, exclusive. */
  static List<PreparedTable> write(FileIO files, int from, int to) {
    PreparedTable[] tables = new PreparedTable[to - from];
    try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      Tasks.foreach(IntStream.range(from, to).boxed().toList())
          .executeWith(writers)
          .stopOnFailure()
          .throwFailureWhenFinished()
          .run(number -> tables[number - from] = write(files, number), UncheckedIOException.class);
    }
    return List.of(tables);
  }

  TableIdentifier identifier() {
    return TableIdentifier.of(Namespace.of(namespace), name);
  }

  private static PreparedTable write(FileIO files, int number) {
    String namespace = "n%03d".formatted(number / PER_NAMESPACE);
    String name = "t%06d".formatted(number);
    String location = Site.BUCKET + "/prepared/" + namespace + "/" + name;
    TableMetadata metadata =
        TableMetadata.newTableMetadata(
            SCHEMA, PartitionSpec.unpartitioned(), location, Map.of("format-version", "2"));
    String file = location + "/metadata/00000-" + UUID.randomUUID() + ".metadata.json";
    TableMetadataParser.write(metadata, files.newOutputFile(file));
    return new PreparedTable(
        namespace,
        name,
        UUID.fromString(metadata.uuid()),
        file,
        TableMetadataParser.toJson(metadata));
  }
}

package io.tarn.catalog.tables;

import io.tarn.model.TableName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestWriter;
import org.apache.iceberg.MetadataUpdate;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.StaticTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.UpdateRequirements;
import org.apache.iceberg.io.FileIO;

/** Says what Iceberg's client would ask of the catalog, and writes what it would write. */
record MemoryClient(TableName table, FileIO store) {
  /** The table as the client saw it. */
  Table of(TableMetadata seen) {
    return new BaseTable(
        new StaticTableOperations(seen, store) {
          @Override
          public String metadataFileLocation(String file) {
            return seen.location() + "/metadata/" + file;
          }
        },
        table.toString());
  }

  TableRequest request(TableMetadata seen, SnapshotUpdate<?> change) {
    return request(seen, change.apply());
  }

  TableRequest request(TableMetadata seen, Snapshot snapshot, MetadataUpdate... more) {
    TableMetadata next =
        TableMetadata.buildFrom(seen).setBranchSnapshot(snapshot, SnapshotRef.MAIN_BRANCH).build();
    List<MetadataUpdate> updates = new ArrayList<>(next.changes());
    updates.addAll(List.of(more));
    return new TableRequest(table, UpdateRequirements.forUpdateTable(seen, updates), updates);
  }

  /** Ten rows that are only named. */
  static DataFile file(TableMetadata table) {
    return DataFiles.builder(table.spec())
        .withPath(table.location() + "/data/" + UUID.randomUUID() + ".parquet")
        .withFormat(FileFormat.PARQUET)
        .withFileSizeInBytes(1000)
        .withRecordCount(10)
        .build();
  }

  /** A manifest that lies where the files of another table are. */
  ManifestFile manifestElsewhere(TableMetadata table) {
    ManifestWriter<DataFile> writer =
        ManifestFiles.write(
            table.formatVersion(),
            table.spec(),
            store.newOutputFile("s3://lakehouse/retail/bronze/hidden-1/metadata/m0.avro"),
            null);
    try (writer) {
      writer.add(file(table));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return writer.toManifestFile();
  }
}

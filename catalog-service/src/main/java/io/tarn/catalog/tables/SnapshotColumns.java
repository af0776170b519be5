package io.tarn.catalog.tables;

import io.tarn.catalog.domain.TablePointers;
import io.tarn.catalog.domain.openlineage.TableColumns;
import io.tarn.model.TableName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;

/** Columns from the tables' metadata. */
@ApplicationScoped
class SnapshotColumns implements TableColumns {
  private final TablePointers pointers;
  private final MetadataFiles files;

  SnapshotColumns(TablePointers pointers, MetadataFiles files) {
    this.pointers = pointers;
    this.files = files;
  }

  @Override
  public SequencedMap<String, String> of(TableName table, long snapshotId) {
    SequencedMap<String, String> columns = new LinkedHashMap<>();
    pointers
        .find(table)
        .map(pointer -> schema(files.read(pointer), snapshotId))
        .ifPresent(
            schema ->
                schema
                    .columns()
                    .forEach(column -> columns.put(column.name(), column.type().toString())));
    return columns;
  }

  private static Schema schema(TableMetadata metadata, long snapshotId) {
    Snapshot snapshot = metadata.snapshot(snapshotId);
    Integer id = snapshot == null ? null : snapshot.schemaId();
    return id == null ? metadata.schema() : metadata.schemasById().get(id);
  }
}

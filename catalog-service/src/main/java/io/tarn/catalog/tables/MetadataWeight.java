package io.tarn.catalog.tables;

import org.apache.iceberg.TableMetadata;

/** How large metadata is, about, without writing it: its snapshots outweigh all else. */
final class MetadataWeight {
  private static final int SNAPSHOT = 900;
  private static final int COLUMN = 100;
  private static final int REST = 2_000;

  private MetadataWeight() {}

  static int characters(TableMetadata metadata) {
    int columns = metadata.schemas().stream().mapToInt(schema -> schema.columns().size()).sum();
    return REST + COLUMN * columns + SNAPSHOT * metadata.snapshots().size();
  }
}

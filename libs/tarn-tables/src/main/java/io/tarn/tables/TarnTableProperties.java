package io.tarn.tables;

import static org.apache.iceberg.TableProperties.FORMAT_VERSION;
import static org.apache.iceberg.TableProperties.MANIFEST_MIN_MERGE_COUNT;
import static org.apache.iceberg.TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED;
import static org.apache.iceberg.TableProperties.METADATA_PREVIOUS_VERSIONS_MAX;
import static org.apache.iceberg.TableProperties.PARQUET_COMPRESSION;

import java.util.HashMap;
import java.util.Map;

/** Properties of the tables Tarn makes, chosen for a table that is committed every second. */
final class TarnTableProperties {
  private static final Map<String, String> OURS =
      Map.of(
          FORMAT_VERSION, "3",
          PARQUET_COMPRESSION, "zstd",
          MANIFEST_MIN_MERGE_COUNT, "20",
          METADATA_DELETE_AFTER_COMMIT_ENABLED, "true",
          METADATA_PREVIOUS_VERSIONS_MAX, "20");

  private TarnTableProperties() {}

  static Map<String, String> with(Map<String, String> wanted) {
    Map<String, String> all = new HashMap<>(OURS);
    all.putAll(wanted);
    return all;
  }
}

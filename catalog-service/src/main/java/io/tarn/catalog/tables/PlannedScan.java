package io.tarn.catalog.tables;

import java.util.List;
import java.util.Map;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionSpec;

/**
 * A part of what a scan must read.
 *
 * @param files with the deletes that concern each
 * @param planTasks the other parts
 */
public record PlannedScan(
    List<FileScanTask> files, List<String> planTasks, Map<Integer, PartitionSpec> specs) {}

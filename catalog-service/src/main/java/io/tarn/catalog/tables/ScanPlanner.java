package io.tarn.catalog.tables;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tarn.catalog.config.CatalogConfig;
import io.tarn.catalog.domain.TablePointer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.NoSuchPlanTaskException;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.rest.requests.PlanTableScanRequest;
import org.apache.iceberg.rest.requests.PlanTableScanRequestParser;

/** Plans scans for engines that do not read manifests themselves: Iceberg's own planning. */
@ApplicationScoped
public class ScanPlanner {
  private static final Duration BETWEEN_PARTS = Duration.ofMinutes(1);
  private static final Comparator<FileScanTask> ALWAYS_THE_SAME =
      Comparator.comparing((FileScanTask task) -> task.file().location())
          .thenComparingLong(FileScanTask::start);

  private final MetadataFiles metadata;
  private final int page;
  private final int most;
  private final Cache<String, List<FileScanTask>> planned;

  @Inject
  ScanPlanner(MetadataFiles metadata, CatalogConfig config) {
    this(metadata, config.scans().page(), config.scans().files());
  }

  /**
   * @param page most files of an answer
   * @param most files of a scan
   */
  ScanPlanner(MetadataFiles metadata, int page, int most) {
    this.metadata = metadata;
    this.page = page;
    this.most = most;
    this.planned =
        Caffeine.newBuilder()
            .maximumWeight(most)
            .weigher((String scan, List<FileScanTask> files) -> 1 + files.size())
            .expireAfterAccess(BETWEEN_PARTS)
            .build();
  }

  /**
   * The first part of a scan, and how to ask for the others.
   *
   * @throws BadRequestException when there are no such snapshots or columns, or too many files
   */
  public PlannedScan plan(TablePointer table, PlanTableScanRequest request) {
    TableMetadata current = metadata.read(table);
    PlanTableScanRequest scan = pinned(request, current);
    List<FileScanTask> files = files(table, current, scan);
    List<String> others =
        IntStream.iterate(page, from -> from < files.size(), from -> from + page)
            .mapToObj(from -> new PlanTask(scan, from).written())
            .toList();
    return new PlannedScan(part(files, 0), others, current.specsById());
  }

  /**
   * A later part.
   *
   * @throws NoSuchPlanTaskException when the table has no such scan
   */
  public PlannedScan part(TablePointer table, String planTask) {
    PlanTask task = PlanTask.parse(planTask);
    TableMetadata current = metadata.read(table);
    List<FileScanTask> files = files(table, current, task.scan());
    if (task.from() >= files.size()) {
      throw new NoSuchPlanTaskException("Plan task does not exist: %s", planTask);
    }
    return new PlannedScan(part(files, task.from()), List.of(), current.specsById());
  }

  private List<FileScanTask> part(List<FileScanTask> files, int from) {
    return files.subList(from, Math.min(files.size(), from + page));
  }

  /** The table may move on between the parts. */
  private static PlanTableScanRequest pinned(PlanTableScanRequest request, TableMetadata table) {
    if (request.snapshotId() != null
        || request.startSnapshotId() != null
        || table.currentSnapshot() == null) {
      return request;
    }
    return PlanTableScanRequest.builder()
        .withSnapshotId(table.currentSnapshot().snapshotId())
        .withSelect(request.select())
        .withFilter(request.filter())
        .withCaseSensitive(request.caseSensitive())
        .withStatsFields(request.statsFields())
        .withMinRowsRequested(request.minRowsRequested())
        .build();
  }

  private List<FileScanTask> files(
      TablePointer table, TableMetadata current, PlanTableScanRequest request) {
    // By the catalog's own id: whoever makes a table chooses its UUID. A schema may change without
    // a snapshot, and with it what a filter means.
    String scan =
        "%d %d %s"
            .formatted(
                table.id(), current.currentSchemaId(), PlanTableScanRequestParser.toJson(request));
    return planned.get(scan, unknown -> read(current, request));
  }

  private List<FileScanTask> read(TableMetadata table, PlanTableScanRequest request) {
    List<FileScanTask> files = new ArrayList<>();
    try (CloseableIterable<FileScanTask> found =
        new RequestedScan(table, request).of(metadata.ownFiles(table.location())).planFiles()) {
      for (FileScanTask file : found) {
        if (files.size() == most) {
          throw new BadRequestException(
              "The scan reads more than %d files: narrow its filter, or plan it in the client"
                  + " (scan-planning-mode=client)",
              most);
        }
        files.add(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("The manifests cannot be read", failure);
    }
    files.sort(ALWAYS_THE_SAME);
    return files;
  }
}

package io.tarn.catalog.tables;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.MetadataUpdate;
import org.apache.iceberg.MetadataUpdate.AddSnapshot;
import org.apache.iceberg.MetadataUpdate.SetSnapshotRef;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.SnapshotRefType;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.UpdateRequirement;
import org.apache.iceberg.UpdateRequirement.AssertRefSnapshotID;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * A request that only puts a snapshot of new files on a branch, where the client knew it to be.
 *
 * @param conditions all requirements but that the branch is still there
 */
record PureAppend(Snapshot snapshot, SetSnapshotRef move, List<UpdateRequirement> conditions) {

  /** The request as an append; empty when it is anything else, or more. */
  static Optional<PureAppend> of(TableRequest request) {
    Optional<Snapshot> added =
        only(AddSnapshot.class, request.updates())
            .map(AddSnapshot::snapshot)
            .filter(snapshot -> DataOperations.APPEND.equals(snapshot.operation()))
            .filter(snapshot -> snapshot.manifestListLocation() != null)
            .filter(snapshot -> snapshot.keyId() == null);
    Optional<SetSnapshotRef> moved = only(SetSnapshotRef.class, request.updates());
    return request.updates().size() == 2 && added.isPresent() && moved.isPresent()
        ? of(request.requirements(), added.get(), moved.get())
        : Optional.empty();
  }

  private static Optional<PureAppend> of(
      List<UpdateRequirement> requirements, Snapshot snapshot, SetSnapshotRef move) {
    Map<Boolean, List<UpdateRequirement>> positions =
        requirements.stream()
            .collect(Collectors.partitioningBy(one -> isPosition(one, snapshot, move)));
    return move.snapshotId() == snapshot.snapshotId() && !positions.get(true).isEmpty()
        ? Optional.of(new PureAppend(snapshot, move, positions.get(false)))
        : Optional.empty();
  }

  private static boolean isPosition(
      UpdateRequirement requirement, Snapshot snapshot, SetSnapshotRef move) {
    return requirement instanceof AssertRefSnapshotID position
        && position.refName().equals(move.name())
        && Objects.equals(position.snapshotId(), snapshot.parentId());
  }

  /** Where the table lies that such a manifest list is of. */
  String tableLocation() {
    String list = snapshot.manifestListLocation();
    return list.substring(0, Math.max(0, list.lastIndexOf("/metadata/")));
  }

  /** Whether the branch has only grown since, and is to stay as it is but for the new files. */
  boolean continues(TableMetadata table) {
    SnapshotRef branch = table.ref(move.name());
    return branch != null
        && branch.equals(ref(branch.snapshotId()))
        && table.snapshot(snapshot.snapshotId()) == null
        && (snapshot.parentId() == null
            || SnapshotUtil.isAncestorOf(
                branch.snapshotId(), snapshot.parentId(), table::snapshot));
  }

  private SnapshotRef ref(long snapshotId) {
    return SnapshotRef.builderFor(snapshotId, SnapshotRefType.fromString(move.type()))
        .minSnapshotsToKeep(move.minSnapshotsToKeep())
        .maxSnapshotAgeMs(move.maxSnapshotAgeMs())
        .maxRefAgeMs(move.maxRefAgeMs())
        .build();
  }

  private static <U extends MetadataUpdate> Optional<U> only(
      Class<U> type, List<MetadataUpdate> updates) {
    return updates.stream().filter(type::isInstance).map(type::cast).findFirst();
  }
}

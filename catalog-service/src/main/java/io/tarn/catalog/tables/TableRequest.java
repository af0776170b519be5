package io.tarn.catalog.tables;

import io.tarn.model.TableName;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.MetadataUpdate;
import org.apache.iceberg.UpdateRequirement;

/** What a client wants changed of one table, and on what condition. */
public record TableRequest(
    TableName table, List<UpdateRequirement> requirements, List<MetadataUpdate> updates) {
  public TableRequest {
    requirements = List.copyOf(requirements);
    updates = List.copyOf(updates);
  }

  /**
   * Tables that it says its rows come from.
   *
   * @throws org.apache.iceberg.exceptions.BadRequestException when that cannot be read
   */
  public Set<TableName> inputs() {
    return updates.stream()
        .filter(MetadataUpdate.AddSnapshot.class::isInstance)
        .map(added -> SnapshotReader.inputs(((MetadataUpdate.AddSnapshot) added).snapshot()))
        .flatMap(inputs -> inputs.keySet().stream())
        .collect(Collectors.toSet());
  }

  /** Whether this makes the table, the end of a staged creation. */
  public boolean creates() {
    return requirements.stream()
        .anyMatch(UpdateRequirement.AssertTableDoesNotExist.class::isInstance);
  }
}

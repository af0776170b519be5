package io.tarn.catalog.tables;

import io.tarn.model.TableName;
import java.util.List;
import org.apache.iceberg.MetadataUpdate;
import org.apache.iceberg.UpdateRequirement;

/** What a client wants changed of one table, and on what condition. */
public record TableRequest(
    TableName table, List<UpdateRequirement> requirements, List<MetadataUpdate> updates) {
  public TableRequest {
    requirements = List.copyOf(requirements);
    updates = List.copyOf(updates);
  }

  /** Whether this makes the table, the end of a staged creation. */
  public boolean creates() {
    return requirements.stream()
        .anyMatch(UpdateRequirement.AssertTableDoesNotExist.class::isInstance);
  }
}

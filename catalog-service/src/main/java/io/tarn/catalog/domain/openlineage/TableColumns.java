package io.tarn.catalog.domain.openlineage;

import io.tarn.model.TableName;
import java.util.SequencedMap;

/** The columns of tables. */
public interface TableColumns {
  /**
   * Column to type as of a snapshot; as of now when the snapshot has expired, none when the table
   * is gone.
   */
  SequencedMap<String, String> of(TableName table, long snapshotId);
}

package io.tarn.model.manifest;

import io.tarn.model.TableName;
import java.util.List;
import java.util.Set;

/**
 * What new manifests may refer to beside each other.
 *
 * @param manifests applied before; one that is declared again is replaced
 * @param tables that exist, whoever made them
 */
public record Known(List<Manifest> manifests, Set<TableName> tables) {
  public static final Known NOTHING = new Known(List.of(), Set.of());

  public Known {
    manifests = List.copyOf(manifests);
    tables = Set.copyOf(tables);
  }
}

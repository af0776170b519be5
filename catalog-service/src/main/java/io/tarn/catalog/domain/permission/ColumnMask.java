package io.tarn.catalog.domain.permission;

import io.tarn.model.Principal;
import io.tarn.model.manifest.PolicySql;
import java.util.Set;

/**
 * What others than the excepted see in place of every column with a tag.
 *
 * @param policy name of the manifest that says so
 * @param expression SQL in which {@code value} is the column
 */
public record ColumnMask(String policy, String tag, PolicySql expression, Set<Principal> except) {
  public ColumnMask {
    except = Set.copyOf(except);
  }
}

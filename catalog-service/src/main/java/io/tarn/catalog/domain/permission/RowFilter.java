package io.tarn.catalog.domain.permission;

import io.tarn.model.Principal;
import io.tarn.model.TableName;
import io.tarn.model.manifest.PolicySql;
import java.util.Set;

/**
 * The rows of a table that others than the excepted see.
 *
 * @param policy name of the manifest that says so
 * @param condition SQL over the columns of the table
 */
public record RowFilter(
    String policy, TableName table, PolicySql condition, Set<Principal> except) {
  public RowFilter {
    except = Set.copyOf(except);
  }
}

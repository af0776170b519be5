package io.tarn.model.manifest;

import io.tarn.model.Principal;
import java.util.List;
import java.util.Map;

/** Who may do what, or see what. */
public record PolicyManifest(String name, Rule rule) implements Manifest {
  /** One of the things a policy can say. */
  public sealed interface Rule {}

  /**
   * Privileges on a securable: {@code metastore}, a catalog, a namespace, a table, a view or a
   * model.
   *
   * @param privileges privilege (as {@code SELECT}) to those who get it
   */
  public record Grant(String securable, Map<String, List<Principal>> privileges) implements Rule {}

  /**
   * What others than the excepted see in place of a column with a tag.
   *
   * @param expression SQL in which {@code value} is the column
   */
  public record Mask(String tag, String expression, List<Principal> except) implements Rule {}

  /** The rows of a table that others than the excepted see. */
  public record RowFilter(String securable, String condition, List<Principal> except)
      implements Rule {}

  @Override
  public String kind() {
    return "Policy";
  }
}

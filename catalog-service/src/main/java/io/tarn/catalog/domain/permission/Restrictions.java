package io.tarn.catalog.domain.permission;

import io.tarn.catalog.domain.Identity;
import io.tarn.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** What is hidden of tables that may be read: masked columns and filtered rows. */
public record Restrictions(
    List<ColumnMask> masks, List<RowFilter> filters, ColumnTags tags, SensitiveTags sensitive) {
  public static final Restrictions NONE =
      new Restrictions(List.of(), List.of(), ColumnTags.NONE, SensitiveTags.NONE);

  public Restrictions {
    masks = List.copyOf(masks);
    filters = List.copyOf(filters);
  }

  /** Whether a policy says how columns with the tag are masked. */
  boolean masks(String tag) {
    return masks.stream().anyMatch(mask -> mask.tag().equals(tag));
  }

  /** Whether a policy masks columns with the tag for the caller. */
  boolean hides(String tag, Identity who) {
    return masks.stream().anyMatch(mask -> mask.tag().equals(tag) && !who.isOneOf(mask.except()));
  }

  /** The allowed access, less what is hidden from this caller, with the policies as reasons. */
  Decision apply(Access access, TableName table, Viewer viewer, String ground) {
    List<String> reasons = new ArrayList<>(List.of(ground));
    Optional<String> filter = filter(table, viewer, reasons);
    SortedMap<String, AppliedMask> masked =
        new Masking(masks, tags, sensitive).of(table, viewer, reasons);
    return new Decision(access, true, String.join("; ", reasons), filter, masked);
  }

  private Optional<String> filter(TableName table, Viewer viewer, List<String> reasons) {
    List<RowFilter> applying =
        filters.stream()
            .filter(
                filter -> filter.table().equals(table) && !viewer.who().isOneOf(filter.except()))
            .toList();
    applying.forEach(filter -> reasons.add("rows filtered by policy " + filter.policy()));
    List<String> conditions =
        applying.stream().map(filter -> viewer.who().read(filter.condition())).toList();
    return switch (conditions.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(conditions.getFirst());
      // Each ends its line: it may end in a comment.
      default -> Optional.of("(" + String.join("\n) AND (", conditions) + "\n)");
    };
  }
}

package io.tarn.catalog.domain.permission;

import io.tarn.catalog.domain.Identity;
import io.tarn.model.Principal;
import io.tarn.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is hidden of tables that may be read: masked columns and filtered rows. */
public record Restrictions(List<ColumnMask> masks, List<RowFilter> filters, ColumnTags tags) {
  public static final Restrictions NONE = new Restrictions(List.of(), List.of(), ColumnTags.NONE);
  private static final String NOTHING = "NULL";

  public Restrictions {
    masks = List.copyOf(masks);
    filters = List.copyOf(filters);
  }

  /** The allowed access, less what is hidden from this caller, with the policies as reasons. */
  Decision apply(Access access, TableName table, Identity who, String ground) {
    List<String> reasons = new ArrayList<>(List.of(ground));
    Optional<String> filter = filter(table, who, reasons);
    SortedMap<String, AppliedMask> masked = new TreeMap<>();
    masksByColumn(table, who)
        .forEach((column, applying) -> masked.put(column, mask(column, applying, reasons)));
    return new Decision(access, true, String.join("; ", reasons), filter, masked);
  }

  private Optional<String> filter(TableName table, Identity who, List<String> reasons) {
    List<RowFilter> applying =
        filters.stream()
            .filter(filter -> filter.table().equals(table) && hides(filter.except(), who))
            .toList();
    applying.forEach(filter -> reasons.add("rows filtered by policy " + filter.policy()));
    return applying.isEmpty()
        ? Optional.empty()
        : Optional.of(
            applying.stream()
                .map(filter -> "(" + filter.condition() + ")")
                .collect(Collectors.joining(" AND ")));
  }

  /** Column to the masks on it and on paths inside it that hold for this caller. */
  private SortedMap<String, List<Applying>> masksByColumn(TableName table, Identity who) {
    SortedMap<String, List<Applying>> byColumn = new TreeMap<>();
    tags.of(table)
        .forEach(
            (path, tagged) ->
                masks.stream()
                    .filter(mask -> tagged.contains(mask.tag()) && hides(mask.except(), who))
                    .map(mask -> new Applying(mask, path))
                    .forEach(
                        applying ->
                            byColumn
                                .computeIfAbsent(applying.column(), each -> new ArrayList<>())
                                .add(applying)));
    return byColumn;
  }

  /** A mask's SQL fits the one column it was written for: where it cannot, nothing is shown. */
  private static AppliedMask mask(String column, List<Applying> applying, List<String> reasons) {
    String policies =
        applying.stream()
            .map(each -> each.mask().policy())
            .distinct()
            .collect(Collectors.joining(" and "));
    Applying first = applying.getFirst();
    if (applying.size() > 1) {
      reasons.add("%s is NULL: several masks apply, of policy %s".formatted(column, policies));
      return new AppliedMask(NOTHING, policies);
    }
    if (!first.path().equals(column)) {
      reasons.add("%s is NULL: policy %s masks %s".formatted(column, policies, first.path()));
      return new AppliedMask(NOTHING, policies);
    }
    reasons.add("%s masked by policy %s".formatted(column, policies));
    return new AppliedMask(first.mask().expression(), policies);
  }

  private static boolean hides(Set<Principal> except, Identity who) {
    return who.all().stream().noneMatch(except::contains);
  }

  /** A mask holds for a path. */
  private record Applying(ColumnMask mask, String path) {
    String column() {
      int dot = path.indexOf('.');
      return dot < 0 ? path : path.substring(0, dot);
    }
  }
}

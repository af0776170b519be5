package io.tarn.catalog.domain.permission;

import io.tarn.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which columns are masked: by a policy that names their tag, or because no policy does. */
record Masking(List<ColumnMask> masks, ColumnTags tags, SensitiveTags sensitive) {
  private static final String NOTHING = "NULL";

  /** Column to what stands in for it. */
  SortedMap<String, AppliedMask> of(TableName table, Viewer viewer, List<String> reasons) {
    SortedMap<String, List<Hidden>> byColumn = new TreeMap<>();
    for (Map.Entry<String, Set<String>> path : tags.of(table).entrySet()) {
      for (String tag : path.getValue()) {
        hidden(path.getKey(), tag, viewer)
            .forEach(
                each ->
                    byColumn.computeIfAbsent(each.column(), name -> new ArrayList<>()).add(each));
      }
    }
    SortedMap<String, AppliedMask> masked = new TreeMap<>();
    byColumn.forEach((column, hidden) -> masked.put(column, mask(column, hidden, viewer, reasons)));
    return masked;
  }

  /** A policy that names a tag decides about it, also for those it excepts. */
  private Stream<Hidden> hidden(String path, String tag, Viewer viewer) {
    List<ColumnMask> declared = masks.stream().filter(mask -> mask.tag().equals(tag)).toList();
    if (declared.isEmpty()) {
      return sensitive.include(tag) && !viewer.manages()
          ? Stream.of(new Hidden(path, tag, Optional.empty()))
          : Stream.empty();
    }
    return declared.stream()
        .filter(mask -> !viewer.who().isOneOf(mask.except()))
        .map(mask -> new Hidden(path, tag, Optional.of(mask)));
  }

  /** A mask's SQL fits the one column it was written for: where it cannot, nothing is shown. */
  private static AppliedMask mask(
      String column, List<Hidden> hidden, Viewer viewer, List<String> reasons) {
    String policies =
        hidden.stream()
            .flatMap(each -> each.mask().stream())
            .map(ColumnMask::policy)
            .distinct()
            .collect(Collectors.joining(" and "));
    Hidden first = hidden.getFirst();
    Optional<Hidden> undeclared = hidden.stream().filter(each -> each.mask().isEmpty()).findFirst();
    if (undeclared.isPresent()) {
      reasons.add("%s is NULL: %s".formatted(column, undeclared.get().why()));
    } else if (hidden.size() > 1) {
      reasons.add("%s is NULL: several masks apply, of policy %s".formatted(column, policies));
    } else if (!first.path().equals(column)) {
      reasons.add("%s is NULL: policy %s masks %s".formatted(column, policies, first.path()));
    } else {
      reasons.add("%s masked by policy %s".formatted(column, policies));
      return new AppliedMask(viewer.who().read(first.mask().orElseThrow().expression()), policies);
    }
    return new AppliedMask(NOTHING, policies);
  }

  /** A path is hidden for a tag, by a mask or for want of one. */
  private record Hidden(String path, String tag, Optional<ColumnMask> mask) {
    String column() {
      int dot = path.indexOf('.');
      return dot < 0 ? path : path.substring(0, dot);
    }

    String why() {
      return "%stagged %s, and no policy says how it is masked"
          .formatted(path.equals(column()) ? "" : path + " is ", tag);
    }
  }
}

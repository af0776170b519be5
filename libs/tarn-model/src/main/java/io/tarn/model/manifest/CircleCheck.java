package io.tarn.model.manifest;

import io.tarn.model.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** No table may be computed from itself, not even by way of others. */
final class CircleCheck {
  private final List<Declaration> declarations;
  private final Names names;

  CircleCheck(List<Declaration> declarations, Names names) {
    this.declarations = declarations;
    this.names = names;
  }

  List<ManifestError> errors() {
    List<ManifestError> errors = new ArrayList<>();
    Set<Set<TableName>> reported = new HashSet<>();
    for (Declaration one : declarations) {
      for (TableName table : Names.writes(one.manifest()).limit(1).toList()) {
        List<TableName> circle = circle(table);
        if (!circle.isEmpty() && reported.add(Set.copyOf(circle))) {
          errors.add(error(one, circle));
        }
      }
    }
    return errors;
  }

  private static ManifestError error(Declaration one, List<TableName> circle) {
    String path = one.manifest() instanceof ModelManifest ? "/forecast/from" : "/from";
    return one.document()
        .error(
            path,
            "this goes round in a circle: "
                + circle.stream().map(TableName::toString).collect(Collectors.joining(" from ")),
            "A table is computed from tables that do not need it.");
  }

  /** A way from a table back to itself, ends included; empty when there is none. */
  private List<TableName> circle(TableName start) {
    List<TableName> way = new ArrayList<>(List.of(start));
    return leadsBack(start, way, new HashSet<>()) ? way : List.of();
  }

  private boolean leadsBack(TableName start, List<TableName> way, Set<TableName> seen) {
    for (TableName input : inputs(way.getLast())) {
      if (!input.equals(start) && !seen.add(input)) {
        continue;
      }
      way.add(input);
      if (input.equals(start) || leadsBack(start, way, seen)) {
        return true;
      }
      way.removeLast();
    }
    return false;
  }

  private Collection<TableName> inputs(TableName table) {
    return switch (names.writers().get(table)) {
      case TableManifest step -> step.from().values();
      case ModelManifest model -> List.of(model.from());
      case null -> List.of();
      case SourceManifest source -> List.of();
      case DashboardManifest dashboard -> List.of();
      case PolicyManifest policy -> List.of();
      case AlertManifest alert -> List.of();
    };
  }
}

package io.tarn.catalog.domain.permission;

import io.tarn.catalog.domain.Privilege;
import io.tarn.catalog.domain.lineage.Column;
import io.tarn.catalog.domain.lineage.Derivation;
import io.tarn.catalog.domain.manifest.DeclaredTables;
import io.tarn.model.TableName;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.manifest.Manifest;
import io.tarn.model.manifest.PolicyManifest;
import io.tarn.model.manifest.PolicySql;
import io.tarn.model.manifest.TableManifest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the manifests in force say about rights, masks, filters and tags. */
public final class Policies {
  /** Shows no row, and nothing of a column. */
  private static final PolicySql NOTHING = PolicySql.of("NULL");

  private final PolicySql.Parser parser;
  private final List<Grant> grants = new ArrayList<>();
  private final List<ColumnMask> masks = new ArrayList<>();
  private final List<RowFilter> filters = new ArrayList<>();
  private final Map<Column, Set<String>> tags = new HashMap<>();
  private final Map<Column, Set<String>> cleared = new HashMap<>();

  /** Tables to where their rows are put aside. */
  private final Map<TableName, TableName> quarantines = new HashMap<>();

  public Policies(Collection<Manifest> inForce, PolicySql.Parser parser) {
    this.parser = parser;
    for (Manifest manifest : inForce) {
      if (manifest instanceof PolicyManifest policy) {
        take(policy);
      } else if (manifest instanceof TableManifest table) {
        table.tags().forEach((column, tag) -> tag(table, column, tag));
        table
            .clearedTags()
            .forEach(
                (column, gone) -> cleared.put(new Column(table.table(), column), Set.copyOf(gone)));
        if (table.quarantines()) {
          quarantines.put(table.table(), table.quarantine());
        }
      }
    }
    hideWhatIsPutAside();
  }

  /** A filter's columns are not there: from whom it hides some rows it hides all of those. */
  private void hideWhatIsPutAside() {
    for (RowFilter filter : List.copyOf(filters)) {
      TableName quarantine = quarantines.get(filter.table());
      if (quarantine != null) {
        filters.add(new RowFilter(filter.policy(), quarantine, NOTHING, filter.except()));
      }
    }
  }

  /** Whether a manifest says something about this very table. */
  public static boolean speaksOf(Manifest manifest, TableName table) {
    return DeclaredTables.output(manifest).filter(table::equals).isPresent()
        || (manifest instanceof PolicyManifest policy
            && policy.rule() instanceof PolicyManifest.RowFilter filter
            && filter.securable().equals(table.toString()));
  }

  /** Whether a manifest grants rights on this very thing. */
  public static boolean grantsOn(Manifest manifest, Securable securable) {
    return manifest instanceof PolicyManifest policy
        && policy.rule() instanceof PolicyManifest.Grant grant
        && grant.securable().equals(securable.toString());
  }

  public List<Grant> grants() {
    return List.copyOf(grants);
  }

  /** Masks and filters, with the tags wherever lineage has carried them. */
  public Restrictions restrictions(Collection<Derivation> lineage, SensitiveTags sensitive) {
    List<Derivation> all = Stream.concat(lineage.stream(), putAside(lineage)).toList();
    ColumnTags reached = ColumnTags.travelling(tags, cleared, all);
    return new Restrictions(masks, filters, reached, sensitive);
  }

  /** Rows that are put aside hold whatever the table's columns are computed from. */
  private Stream<Derivation> putAside(Collection<Derivation> lineage) {
    return lineage.stream()
        .filter(derivation -> quarantines.containsKey(derivation.to().table()))
        .flatMap(
            derivation -> {
              TableName quarantine = quarantines.get(derivation.to().table());
              return Stream.of("payload", "reason")
                  .map(column -> new Derivation(derivation.from(), new Column(quarantine, column)));
            });
  }

  private void take(PolicyManifest policy) {
    switch (policy.rule()) {
      case PolicyManifest.Grant grant -> take(policy.name(), grant);
      case PolicyManifest.Mask mask ->
          masks.add(
              new ColumnMask(
                  policy.name(), mask.tag(), sql(mask.expression()), Set.copyOf(mask.except())));
      case PolicyManifest.RowFilter filter ->
          filters.add(
              new RowFilter(
                  policy.name(),
                  TableName.parse(filter.securable()),
                  sql(filter.condition()),
                  Set.copyOf(filter.except())));
    }
  }

  /** Applying refuses what cannot be read; what was applied before that was so shows nothing. */
  private PolicySql sql(String written) {
    try {
      return parser.parse(written);
    } catch (TarnException wrong) {
      if (wrong.kind() != ErrorKind.UNPROCESSABLE) {
        throw wrong;
      }
      return NOTHING;
    }
  }

  private void take(String policy, PolicyManifest.Grant granted) {
    Securable securable = Securable.parse(granted.securable());
    granted
        .privileges()
        .forEach(
            (privilege, principals) ->
                principals.forEach(
                    principal ->
                        grants.add(
                            new Grant(
                                securable,
                                Privilege.parse(privilege),
                                principal,
                                Grant.declaredBy(policy)))));
  }

  /** Rows that were put aside hold the payload with everything that was tagged in it. */
  private void tag(TableManifest table, String column, String tag) {
    tag(new Column(table.table(), column), tag);
    tag(new Column(table.quarantine(), "payload"), tag);
    tag(new Column(table.quarantine(), "reason"), tag);
  }

  private void tag(Column column, String tag) {
    tags.computeIfAbsent(column, each -> new TreeSet<>()).add(tag);
  }
}

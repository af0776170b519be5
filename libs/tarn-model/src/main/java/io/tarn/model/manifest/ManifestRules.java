package io.tarn.model.manifest;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The rules of manifests that no schema can tell. */
final class ManifestRules {
  private static final String USE_CATALOG = "USE CATALOG";

  private final List<Declaration> declarations;
  private final Names names;
  private final PolicySql.Parser policies;

  ManifestRules(List<Declaration> declarations, Known known, PolicySql.Parser policies) {
    this.declarations = declarations;
    this.names = Names.of(declarations, known);
    this.policies = policies;
  }

  List<ManifestError> errors() {
    List<ManifestError> errors = new ArrayList<>(duplicates());
    for (Declaration declaration : declarations) {
      errors.addAll(broken(declaration));
    }
    errors.addAll(new CircleCheck(declarations, names).errors());
    return errors;
  }

  private List<ManifestError> broken(Declaration declaration) {
    Document document = declaration.document();
    return switch (declaration.manifest()) {
      case SourceManifest source -> List.of();
      case TableManifest table -> new TableRules(document, table, names).errors();
      case ModelManifest model ->
          names.missingTable(document, "/forecast/from", model.from().toString());
      case DashboardManifest dashboard -> List.of();
      case PolicyManifest policy -> policy(document, policy.rule());
      case AlertManifest alert ->
          names.missingTable(document, "/when/table", alert.table().toString());
    };
  }

  private List<ManifestError> policy(Document document, PolicyManifest.Rule rule) {
    return switch (rule) {
      case PolicyManifest.Grant grant -> granted(document, grant);
      case PolicyManifest.Mask mask ->
          both(
              names.missingTag(document, "/for/tag", mask.tag()),
              wrongSql(document, "/mask", mask.expression()));
      case PolicyManifest.RowFilter filter ->
          both(
              names.missingTable(document, "/on", filter.securable()),
              wrongSql(document, "/filter", filter.condition()));
    };
  }

  private List<ManifestError> granted(Document document, PolicyManifest.Grant grant) {
    List<ManifestError> errors =
        new ArrayList<>(names.missingSecurable(document, "/on", grant.securable()));
    if (grant.privileges().containsKey(USE_CATALOG) && grant.securable().contains(".")) {
      errors.add(
          document.error(
              "/grant/" + USE_CATALOG,
              "%s is in a catalog and cannot be used as one".formatted(grant.securable()),
              "Grant USE CATALOG on the catalog, or on the metastore for all."));
    }
    return errors;
  }

  private List<ManifestError> wrongSql(Document document, String path, String sql) {
    try {
      policies.parse(sql);
      return List.of();
    } catch (TarnException wrong) {
      if (wrong.kind() != ErrorKind.UNPROCESSABLE) {
        throw wrong;
      }
      return List.of(document.valueError(path, wrong.getMessage(), wrong.hint().orElse("")));
    }
  }

  private static List<ManifestError> both(List<ManifestError> some, List<ManifestError> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  /** Nothing is declared twice, and no table is written by two. */
  private List<ManifestError> duplicates() {
    List<ManifestError> errors = new ArrayList<>();
    Map<String, Declaration> first = new HashMap<>();
    for (Declaration declaration : declarations) {
      for (String name : claims(declaration.manifest()).toList()) {
        Declaration earlier = first.putIfAbsent(name, declaration);
        if (earlier != null) {
          errors.add(
              declaration
                  .document()
                  .error(
                      "/name",
                      "%s is declared twice, first in %s line %d"
                          .formatted(
                              name, earlier.document().file().name(), earlier.document().line()),
                      "Give one of them another name, or leave one out."));
        }
      }
    }
    return errors.isEmpty() ? names.writtenByAnother(declarations) : errors;
  }

  private static Stream<String> claims(Manifest manifest) {
    return Stream.concat(
            Stream.of(manifest.kind() + " " + manifest.name()),
            Names.writes(manifest).map(table -> "table " + table))
        .distinct();
  }
}

package io.tarn.model.manifest;

import io.tarn.model.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What can be referred to: tables with the manifest that writes them (if one does), models, tags.
 *
 * @param writers table to the manifest that writes it
 */
record Names(
    Map<TableName, Manifest> writers, Set<TableName> tables, Set<String> models, Set<String> tags) {
  /** The catalog of Tarn's own tables, as {@code system.audit.events}: there from the start. */
  private static final String SYSTEM = "system";

  static Names of(List<Declaration> declarations, Known known) {
    Map<String, Manifest> manifests = new HashMap<>();
    known.manifests().forEach(manifest -> manifests.put(id(manifest), manifest));
    declarations.forEach(one -> manifests.put(id(one.manifest()), one.manifest()));
    Map<TableName, Manifest> writers = new HashMap<>();
    Set<String> models = new HashSet<>();
    Set<String> tags = new HashSet<>();
    for (Manifest manifest : manifests.values()) {
      writes(manifest).forEach(table -> writers.put(table, manifest));
      if (manifest instanceof TableManifest table) {
        tags.addAll(table.tags().values());
      } else if (manifest instanceof ModelManifest model) {
        models.add(model.name());
      }
    }
    Set<TableName> tables = new HashSet<>(known.tables());
    tables.addAll(writers.keySet());
    return new Names(writers, tables, models, tags);
  }

  /** The tables a manifest alone may write. */
  static Stream<TableName> writes(Manifest manifest) {
    return switch (manifest) {
      case SourceManifest source -> Stream.of(source.table());
      case TableManifest table ->
          table.quarantines()
              ? Stream.of(table.table(), table.quarantine())
              : Stream.of(table.table());
      case ModelManifest model -> Stream.of(model.output());
      case DashboardManifest dashboard -> Stream.of();
      case PolicyManifest policy -> Stream.of();
      case AlertManifest alert -> Stream.of();
    };
  }

  List<ManifestError> missingTable(Document document, String path, String name) {
    List<String> known = tables.stream().map(TableName::toString).toList();
    return name.startsWith(SYSTEM + ".") || known.contains(name)
        ? List.of()
        : missing(document, path, "there is no table " + name, Closest.question(name, known));
  }

  List<ManifestError> missingSecurable(Document document, String path, String name) {
    Set<String> known = new TreeSet<>(Set.of("metastore", SYSTEM, SYSTEM + ".audit"));
    known.addAll(models);
    for (TableName table : tables) {
      known.add(table.catalog());
      known.add(table.catalog() + "." + table.namespace());
      known.add(table.toString());
    }
    return name.startsWith(SYSTEM + ".") || known.contains(name)
        ? List.of()
        : missing(document, path, "there is no " + name, Closest.question(name, known));
  }

  List<ManifestError> missingTag(Document document, String path, String tag) {
    return tags.contains(tag)
        ? List.of()
        : missing(
            document, path, "no table gives a column the tag " + tag, Closest.question(tag, tags));
  }

  /** Tables that these declarations write although another manifest does already. */
  List<ManifestError> writtenByAnother(Collection<Declaration> declarations) {
    List<ManifestError> errors = new ArrayList<>();
    for (Declaration one : declarations) {
      writes(one.manifest())
          .filter(table -> !id(writers.get(table)).equals(id(one.manifest())))
          .forEach(
              table ->
                  errors.add(
                      one.document()
                          .error(
                              "/name",
                              "%s is written by the %s %s already"
                                  .formatted(
                                      table, writers.get(table).kind(), writers.get(table).name()),
                              "Give it another name, or remove that manifest first.")));
    }
    return errors;
  }

  private static List<ManifestError> missing(
      Document document, String path, String message, String question) {
    String hint = question.isEmpty() ? "Declare it first, or in the same apply." : question;
    return List.of(document.valueError(path, message, hint));
  }

  private static String id(Manifest manifest) {
    return manifest.kind() + " " + manifest.name();
  }
}

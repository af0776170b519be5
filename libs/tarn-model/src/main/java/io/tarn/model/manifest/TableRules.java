package io.tarn.model.manifest;

import io.tarn.model.TableName;
import io.tarn.model.manifest.SourceManifest.Format;
import io.tarn.model.manifest.TableManifest.Expectation;
import io.tarn.model.manifest.TableManifest.Mode;
import io.tarn.model.manifest.TableManifest.Unique;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The rules of one table. */
final class TableRules {
  /** Namespaces whose steps a service runs. */
  private static final Set<String> LAYERS = Set.of("silver", "gold");

  /** Columns that a keyed table has beside its own. */
  private static final Set<String> PROVENANCE =
      Set.of("accepted_at", "source_offset", "source_partition");

  private static final Pattern STAR =
      Pattern.compile("(?is)(select|,|\\.)\\s*(distinct\\s+)?\\*|\\bcolumns\\s*\\(");
  private static final Pattern NO_WORD = Pattern.compile("[^A-Za-z0-9_]+");

  private final Document document;
  private final TableManifest table;
  private final Names names;
  private final List<ManifestError> errors = new ArrayList<>();

  TableRules(Document document, TableManifest table, Names names) {
    this.document = document;
    this.table = table;
    this.names = names;
  }

  List<ManifestError> errors() {
    layer();
    inputs();
    parsing();
    keys();
    columns();
    clearedTags();
    return errors;
  }

  private void layer() {
    if (!LAYERS.contains(table.table().namespace())) {
      wrong(
          "/name",
          "no service runs tables of the namespace " + table.table().namespace(),
          "Put it into silver (transform-service) or gold (gold-service).");
    }
  }

  private void inputs() {
    table
        .from()
        .forEach(
            (alias, input) ->
                errors.addAll(
                    names.missingTable(
                        document, Document.child("/from", alias), input.toString())));
    if (table.mode() == Mode.stream && table.from().size() > 1) {
      wrong(
          "/mode",
          "a stream has one input, here are " + table.from().size(),
          "Use mode: view, which corrects itself when a joined table changes.");
    }
  }

  private void parsing() {
    table
        .parse()
        .forEach(
            (alias, format) -> {
              String path = Document.child("/parse", alias);
              TableName input = table.from().get(alias);
              if (input == null) {
                errors.add(
                    document.error(
                        path,
                        "'%s' is not one of the names in from".formatted(alias),
                        Closest.question(alias, table.from().keySet())));
              } else if (names.writers().get(input) instanceof SourceManifest source) {
                sameFormat(path, format, source);
              } else if (names.writers().containsKey(input)) {
                errors.add(
                    document.error(
                        path,
                        "%s has columns already, nothing to parse".formatted(input),
                        "Only tables of sources hold payloads."));
              }
            });
  }

  private void sameFormat(String path, Format format, SourceManifest source) {
    Format sent =
        switch (source.origin()) {
          case SourceManifest.Http http -> http.format();
          case SourceManifest.Files files -> files.format();
        };
    if (sent != format) {
      errors.add(
          document.valueError(
              path,
              "%s is parsed as %s, but its source says %s".formatted(source.table(), format, sent),
              "Write %s here, or change the source.".formatted(sent)));
    }
  }

  private void keys() {
    if (table.keep().isPresent() && table.key().isEmpty()) {
      errors.add(
          document.error(
              "/keep", "keep needs a key", "Say which rows are the same: key: [row_id]."));
    }
    table
        .expectations()
        .forEach(
            (name, expectation) -> {
              if (expectation.rule() instanceof Unique && table.key().isEmpty()) {
                errors.add(
                    document.error(
                        Document.child(Document.child("/expect", name), "unique"),
                        "unique needs a key, of which the smallest stays",
                        "Say which rows are the same: key: [row_id]."));
              }
            });
  }

  /** Columns that are named beside the SQL must at least occur in it, unless it has a star. */
  private void columns() {
    if (STAR.matcher(table.sql()).find()) {
      return;
    }
    Set<String> words =
        Arrays.stream(NO_WORD.split(table.sql(), -1))
            .map(word -> word.toLowerCase(Locale.ROOT))
            .collect(Collectors.toCollection(HashSet::new));
    words.addAll(PROVENANCE);
    listed("/key", table.key(), words);
    table.keep().ifPresent(keep -> column("/keep/" + keep.which() + " by", keep.by(), words));
    table
        .expectations()
        .forEach((name, rule) -> uniqueColumns(Document.child("/expect", name), rule, words));
    table.tags().keySet().forEach(name -> column(Document.child("/tags", name), name, words));
    table
        .clearedTags()
        .keySet()
        .forEach(name -> column(Document.child("/cleared tags", name), name, words));
  }

  private void clearedTags() {
    table
        .clearedTags()
        .forEach(
            (column, tags) -> {
              if (tags.contains(table.tags().get(column))) {
                errors.add(
                    document.error(
                        Document.child("/cleared tags", column),
                        "%s is given the tag %s, and cleared of it"
                            .formatted(column, table.tags().get(column)),
                        "Leave one of the two out."));
              }
            });
  }

  private void uniqueColumns(String path, Expectation expectation, Set<String> words) {
    if (expectation.rule() instanceof Unique unique) {
      listed(path + "/unique", unique.columns(), words);
    }
  }

  private void listed(String path, List<String> columns, Set<String> words) {
    for (int i = 0; i < columns.size(); i++) {
      column(path + "/" + i, columns.get(i), words);
    }
  }

  private void column(String path, String column, Set<String> words) {
    if (!words.contains(column)) {
      errors.add(
          document.error(
              path,
              "the SQL has no column '%s'".formatted(column),
              Closest.question(column, words)));
    }
  }

  private void wrong(String path, String message, String hint) {
    errors.add(document.valueError(path, message, hint));
  }
}

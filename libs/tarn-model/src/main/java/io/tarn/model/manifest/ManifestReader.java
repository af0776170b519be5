package io.tarn.model.manifest;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.manifest.ManifestReading.Invalid;
import io.tarn.model.manifest.ManifestReading.Valid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads manifests: YAML that keeps to the published JSON Schema, and to the rules no schema can
 * tell (names that exist, keys that fit, no circles). Finds every error at once. Thread-safe.
 */
public final class ManifestReader {
  private static final Comparator<ManifestError> BY_PLACE =
      Comparator.comparing(ManifestError::file)
          .thenComparingInt(ManifestError::line)
          .thenComparingInt(ManifestError::column);

  private final SchemaCheck schema = new SchemaCheck();
  private final PolicySql.Parser policies;

  /** Takes the SQL of policies for right. */
  public ManifestReader() {
    this(PolicySql::of);
  }

  /**
   * @param policies judges their SQL
   */
  public ManifestReader(PolicySql.Parser policies) {
    this.policies = policies;
  }

  /**
   * Reads manifests that belong together.
   *
   * @param known what they may refer to beside each other
   */
  public ManifestReading read(List<ManifestFile> files, Known known) {
    List<ManifestError> errors = new ArrayList<>();
    List<Declaration> declarations = new ArrayList<>();
    for (ManifestFile file : files) {
      declarations.addAll(declarations(file, errors));
    }
    // A half-read set would look as if names were missing: references are checked once all is read.
    if (errors.isEmpty()) {
      errors.addAll(new ManifestRules(declarations, known, policies).errors());
    }
    return errors.isEmpty()
        ? new Valid(declarations.stream().map(Declaration::declared).toList())
        : new Invalid(errors.stream().sorted(BY_PLACE).distinct().toList());
  }

  /**
   * Reads one manifest that was checked when it was applied; what it refers to is not looked up.
   *
   * @throws TarnException INTERNAL when it is not exactly one right manifest
   */
  public Manifest manifest(String yaml) {
    List<ManifestError> errors = new ArrayList<>();
    List<Declaration> declarations = declarations(new ManifestFile("manifest", yaml), errors);
    if (declarations.size() != 1 || !errors.isEmpty()) {
      throw new TarnException(
          ErrorKind.INTERNAL,
          "A kept manifest cannot be read: "
              + (errors.isEmpty() ? declarations.size() + " documents" : errors.getFirst()),
          "Apply it again.");
    }
    return declarations.getFirst().manifest();
  }

  private List<Declaration> declarations(ManifestFile file, List<ManifestError> errors) {
    List<Declaration> declarations = new ArrayList<>();
    for (Document document : new YamlDocuments(file, errors).read()) {
      List<ManifestError> broken = schema.errors(document);
      errors.addAll(broken);
      if (broken.isEmpty()) {
        declare(document, declarations, errors);
      }
    }
    return declarations;
  }

  private static void declare(
      Document document, List<Declaration> declarations, List<ManifestError> errors) {
    try {
      declarations.add(new Declaration(document, ManifestMapping.manifest(document.tree())));
    } catch (IllegalArgumentException notInTheType) {
      errors.add(document.error("", notInTheType.getMessage(), ""));
    }
  }
}

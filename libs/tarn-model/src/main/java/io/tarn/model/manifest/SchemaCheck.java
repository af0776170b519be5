package io.tarn.model.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.regex.RegularExpression;
import io.tarn.model.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Holds documents against the published JSON Schema and says in plain words what is wrong. */
final class SchemaCheck {
  /** Where the published schema is on the class path. */
  private static final String RESOURCE = "/tarn.schema.json";

  private final JsonNode tree;
  private final JsonSchema schema;

  SchemaCheck() {
    try (InputStream text = SchemaCheck.class.getResourceAsStream(RESOURCE)) {
      tree = Json.MAPPER.readTree(text);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    schema =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(
                tree,
                SchemaValidatorsConfig.builder()
                    .pathType(PathType.JSON_POINTER)
                    .regularExpressionFactory(SchemaCheck::expression)
                    .build());
  }

  /** In JSON Schema {@code $} is the very end; in Java a line break may follow it. */
  private static RegularExpression expression(String regex) {
    String whole = regex.endsWith("$") ? regex.substring(0, regex.length() - 1) + "\\z" : regex;
    Pattern pattern = Pattern.compile(whole);
    return value -> pattern.matcher(value).find();
  }

  /** Everything in a document that the schema does not allow. */
  List<ManifestError> errors(Document document) {
    if (!document.tree().isObject()) {
      return List.of(
          document.error(
              "", "this is not a manifest", "A manifest begins with kind: and name:, one a line."));
    }
    List<SchemaViolation> violations =
        schema.validate(document.tree()).stream()
            .filter(message -> !message.getEvaluationPath().toString().contains("/oneOf/"))
            .map(message -> violation(document, message))
            .toList();
    List<ManifestError> errors = new ArrayList<>();
    Set<String> meant = new HashSet<>();
    Set<String> wrongType = new HashSet<>();
    for (SchemaViolation violation : violations) {
      violation.meantPath().ifPresent(meant::add);
      if (violation.isType()) {
        wrongType.add(violation.path());
      }
    }
    for (SchemaViolation violation : violations) {
      // A misspelt key is one mistake, not one unknown and one missing; and what is no object
      // cannot miss a key either.
      boolean consequence =
          violation.missingPaths().stream().anyMatch(meant::contains)
              || (!violation.isType() && wrongType.contains(violation.path()));
      if (!consequence) {
        errors.add(violation.error());
      }
    }
    return errors;
  }

  private SchemaViolation violation(Document document, ValidationMessage message) {
    String keyword = message.getSchemaLocation().getFragment().toString();
    return new SchemaViolation(
        document, message, tree.at(keyword.substring(0, keyword.lastIndexOf('/'))));
  }
}

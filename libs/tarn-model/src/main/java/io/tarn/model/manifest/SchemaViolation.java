package io.tarn.model.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * One place where a document breaks the schema.
 *
 * @param schema the part of the schema that was broken
 */
record SchemaViolation(Document document, ValidationMessage message, JsonNode schema) {
  /** JSON pointer to the broken value. */
  String path() {
    return message.getInstanceLocation().toString();
  }

  boolean isType() {
    return message.getType().equals("type");
  }

  /** The known key that an unknown one was probably meant to be. */
  Optional<String> meantPath() {
    return message.getType().equals("additionalProperties")
        ? Closest.to(message.getProperty(), freeKeys()).map(key -> Document.child(path(), key))
        : Optional.empty();
  }

  /** The keys of which (one) is missing. */
  List<String> missingPaths() {
    return missingKeys().stream().map(key -> Document.child(path(), key)).toList();
  }

  /** What to tell the author. */
  ManifestError error() {
    String key = message.getProperty();
    return switch (message.getType()) {
      case "additionalProperties" ->
          document.error(
              Document.child(path(), key), "unknown key '%s'".formatted(key), unknownHint(key));
      case "required", "dependentRequired" ->
          document.error(
              path(),
              "'%s' is missing".formatted(String.join("', '", missingKeys())),
              description(schema.path("properties").path(missingKeys().getFirst())));
      case "oneOf" ->
          document.error(
              path(),
              "exactly one of %s is needed here".formatted(String.join(", ", missingKeys())),
              description(schema));
      case "minProperties", "maxProperties" ->
          document.error(
              path(), "exactly one entry is needed here".formatted(), description(schema));
      case "propertyNames" ->
          document.error(
              Document.child(path(), key),
              "'%s' is not a name that can stand here".formatted(key),
              "Write lower-case letters, digits and _, beginning with a letter.");
      case "enum" -> choice();
      case "type" ->
          document.valueError(
              path(),
              "%s stands where %s is needed"
                  .formatted(
                      spoken(message.getArguments()[0]), spoken(schema.path("type").asText())),
              description(schema));
      case "minItems" -> document.valueError(path(), "the list is empty", description(schema));
      case "uniqueItems" ->
          document.valueError(path(), "an entry is in the list twice", "Leave one of them out.");
      default ->
          document.valueError(
              path(), "%s is not right here".formatted(value()), description(schema));
    };
  }

  private ManifestError choice() {
    List<String> choices = texts(schema.path("enum"));
    String question = Closest.question(node().asText(), choices);
    return document.valueError(
        path(),
        "%s is not one of %s".formatted(value(), String.join(", ", choices)),
        question.isEmpty() ? description(schema) : question);
  }

  private String unknownHint(String key) {
    String question = Closest.question(key, freeKeys());
    return question.isEmpty() && !freeKeys().isEmpty()
        ? "Known here: %s.".formatted(String.join(", ", freeKeys()))
        : question;
  }

  /** Keys the schema knows here and the document does not use yet. */
  private List<String> freeKeys() {
    List<String> keys = new ArrayList<>();
    schema.path("properties").fieldNames().forEachRemaining(keys::add);
    keys.removeIf(node()::has);
    return keys;
  }

  private List<String> missingKeys() {
    return switch (message.getType()) {
      case "required" -> List.of(message.getProperty());
      case "dependentRequired" -> List.of(String.valueOf(message.getArguments()[0]));
      case "oneOf" ->
          StreamSupport.stream(schema.path("oneOf").spliterator(), false)
              .map(option -> option.at("/required/0").asText())
              .toList();
      default -> List.of();
    };
  }

  private JsonNode node() {
    return document.tree().at(path());
  }

  private String value() {
    String text = node().isValueNode() && !node().isNull() ? node().asText() : node().toString();
    return "'%s'".formatted(text.length() > 60 ? text.substring(0, 60) + "…" : text);
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.toList());
  }

  private static String description(JsonNode schema) {
    return schema.path("description").asText("");
  }

  private static String spoken(Object type) {
    return switch (String.valueOf(type)) {
      case "object" -> "a set of keys";
      case "array" -> "a list";
      case "string" -> "a text";
      case "integer" -> "a whole number";
      case "number" -> "a number";
      case "boolean" -> "true or false";
      case "null" -> "nothing";
      default -> String.valueOf(type);
    };
  }
}

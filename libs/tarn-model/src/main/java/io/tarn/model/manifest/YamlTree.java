package io.tarn.model.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tarn.model.manifest.Document.Position;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Turns YAML nodes into JSON values by the core schema of YAML 1.2: {@code on}, {@code no} and
 * {@code 1:30} are texts, as a reader expects, not the booleans and numbers of YAML 1.1.
 */
final class YamlTree {
  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,40}");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\.[0-9]{1,40}|[0-9]{1,40}(\\.[0-9]{0,40})?)([eE][-+]?[0-9]{1,3})?");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ManifestFile file;
  private final List<ManifestError> errors;
  private final Map<String, Position> positions = new HashMap<>();
  private final Map<String, Position> valuePositions = new HashMap<>();

  YamlTree(ManifestFile file, List<ManifestError> errors) {
    this.file = file;
    this.errors = errors;
  }

  Document document(Node root, String yaml) {
    positions.put("", position(root.getStartMark()));
    return new Document(file, value(root, ""), yaml, positions, valuePositions);
  }

  private JsonNode value(Node node, String path) {
    valuePositions.put(path, position(node.getStartMark()));
    return switch (node) {
      case MappingNode mapping -> object(mapping, path);
      case SequenceNode sequence -> array(sequence, path);
      case ScalarNode scalar -> scalar(scalar);
      default -> throw new IllegalStateException("an alias was not resolved: " + node);
    };
  }

  private ObjectNode object(MappingNode mapping, String path) {
    ObjectNode object = JSON.objectNode();
    for (NodeTuple entry : mapping.getValue()) {
      Position position = position(entry.getKeyNode().getStartMark());
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        errors.add(error(position, path, "a key must be a word", "Write it as key: value."));
        continue;
      }
      String child = Document.child(path, key.getValue());
      if (object.has(key.getValue())) {
        errors.add(
            error(
                position,
                child,
                "'%s' is here twice, first in line %d"
                    .formatted(key.getValue(), positions.get(child).line()),
                "Leave one of them out."));
        continue;
      }
      positions.put(child, position);
      object.set(key.getValue(), value(entry.getValueNode(), child));
    }
    return object;
  }

  private ArrayNode array(SequenceNode sequence, String path) {
    ArrayNode array = JSON.arrayNode();
    for (Node item : sequence.getValue()) {
      String child = path + "/" + array.size();
      positions.put(child, position(item.getStartMark()));
      array.add(value(item, child));
    }
    return array;
  }

  private static JsonNode scalar(ScalarNode scalar) {
    String text = scalar.getValue();
    if (scalar.getScalarStyle() != ScalarStyle.PLAIN) {
      return JSON.textNode(text);
    }
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> JSON.nullNode();
      case "true", "True", "TRUE" -> JSON.booleanNode(true);
      case "false", "False", "FALSE" -> JSON.booleanNode(false);
      default -> number(text);
    };
  }

  private static JsonNode number(String text) {
    if (WHOLE.matcher(text).matches()) {
      BigInteger whole = new BigInteger(text);
      return whole.bitLength() < Integer.SIZE
          ? JSON.numberNode(whole.intValue())
          : JSON.numberNode(whole);
    }
    return NUMBER.matcher(text).matches()
        ? JSON.numberNode(new BigDecimal(text))
        : JSON.textNode(text);
  }

  private ManifestError error(Position position, String path, String message, String hint) {
    return new ManifestError(file.name(), position.line(), position.column(), path, message, hint);
  }

  private static Position position(Mark mark) {
    return new Position(mark.getLine() + 1, mark.getColumn() + 1);
  }
}

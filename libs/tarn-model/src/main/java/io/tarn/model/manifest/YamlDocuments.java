package io.tarn.model.manifest;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;

/** Splits a text into YAML documents; what is no YAML becomes an error with its place. */
final class YamlDocuments {
  private static final Pattern MARKER = Pattern.compile("(?m)^---(?=\\s|$)");
  private static final int NESTING_LIMIT = 50;

  private final ManifestFile file;
  private final List<ManifestError> errors;

  YamlDocuments(ManifestFile file, List<ManifestError> errors) {
    this.file = file;
    this.errors = errors;
  }

  /** The documents up to the first that cannot be read; empty ones are passed over. */
  List<Document> read() {
    List<Document> documents = new ArrayList<>();
    try {
      Iterator<Node> nodes = parser().composeAll(new StringReader(file.text())).iterator();
      int end = 0;
      while (nodes.hasNext()) {
        Node root = nodes.next();
        if (!isEmpty(root)) {
          documents.add(new YamlTree(file, errors).document(root, source(end, root)));
        }
        end = root.getEndMark().getIndex();
      }
    } catch (MarkedYAMLException broken) {
      Mark mark =
          broken.getProblemMark() == null ? broken.getContextMark() : broken.getProblemMark();
      errors.add(
          syntax(
              mark == null ? 1 : mark.getLine() + 1,
              mark == null ? 1 : mark.getColumn() + 1,
              broken.getProblem()));
    } catch (YAMLException broken) {
      errors.add(syntax(1, 1, broken.getMessage().lines().findFirst().orElse("unreadable")));
    }
    return documents;
  }

  private static Yaml parser() {
    LoaderOptions options = new LoaderOptions();
    options.setNestingDepthLimit(NESTING_LIMIT);
    // An alias may stand for a word, but never for a tree: trees of trees would grow without bound.
    options.setMaxAliasesForCollections(0);
    return new Yaml(options);
  }

  private static boolean isEmpty(Node root) {
    return root.getNodeId() == NodeId.scalar
        && root.getStartMark().getIndex() == root.getEndMark().getIndex();
  }

  private ManifestError syntax(int line, int column, String problem) {
    return new ManifestError(
        file.name(),
        line,
        column,
        "",
        "this is not YAML: " + problem,
        "Look at the indentation, and quote texts that hold ': ', '#', or begin with one of {[&*!|>%@`.");
  }

  /** The text of a document: all that was written since the last one, below its marker. */
  private String source(int from, Node root) {
    String text = file.text();
    int begin = text.offsetByCodePoints(0, from);
    int node = text.offsetByCodePoints(begin, root.getStartMark().getIndex() - from);
    int end =
        text.offsetByCodePoints(
            node, root.getEndMark().getIndex() - root.getStartMark().getIndex());
    Matcher marker = MARKER.matcher(text.substring(begin, node));
    int below = begin;
    while (marker.find()) {
      below = begin + marker.end();
    }
    return text.substring(below, end).replaceFirst("\\A(\\h*\\R)+", "").stripTrailing() + "\n";
  }
}

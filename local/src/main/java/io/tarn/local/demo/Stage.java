package io.tarn.local.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tarn.model.error.TarnException;
import io.tarn.model.json.Json;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What was found at one stage of the flow: figures, and what differs from the truth. */
final class Stage {
  private static final String NUMBER = "-?[0-9]+(\\.[0-9]+)?";

  private final String name;
  private final ObjectNode figures = Json.MAPPER.createObjectNode();
  private final List<String> differences = new ArrayList<>();

  private Stage(String name) {
    this.name = name;
  }

  /** Looks at a stage; what cannot even be asked is a difference too. */
  static Stage look(String name, Consumer<Stage> questions) {
    Stage stage = new Stage(name);
    try {
      questions.accept(stage);
    } catch (TarnException | IllegalStateException unanswered) {
      stage.differs("could not be looked at: " + unanswered.getMessage());
    }
    return stage;
  }

  String name() {
    return name;
  }

  boolean ok() {
    return differences.isEmpty();
  }

  /** A figure that is told, and must be what the truth says. Numbers are compared by value. */
  void expect(String figure, Object expected, Object actual) {
    figure(figure, actual);
    if (!expected.equals(actual) && !plain(expected).equals(plain(actual))) {
      differs("%s is %s, expected %s".formatted(figure, actual, expected));
    }
  }

  /** Something that must hold. */
  void hold(String what, boolean holds) {
    figure(what, holds);
    if (!holds) {
      differs("not so: " + what);
    }
  }

  void figure(String figure, Object value) {
    figures.set(figure, Json.MAPPER.valueToTree(value));
  }

  void differs(String difference) {
    differences.add(difference);
  }

  /** One object with {@code ok}, the figures and, if there are any, the differences. */
  ObjectNode json() {
    ObjectNode json = Json.MAPPER.createObjectNode().put("ok", ok());
    json.setAll(figures);
    if (!ok()) {
      json.set("differences", Json.MAPPER.valueToTree(differences));
    }
    return json;
  }

  /** A few lines for a person. */
  void print(PrintWriter out) {
    out.printf("%s %s%n", ok() ? "✓" : "✗", name);
    figures
        .properties()
        .forEach(figure -> out.printf("    %-42s %s%n", figure.getKey(), figure.getValue()));
    differences.forEach(difference -> out.printf("    ✗ %s%n", difference));
    out.flush();
  }

  private static String plain(Object value) {
    return value instanceof Number || (value instanceof String text && text.matches(NUMBER))
        ? new BigDecimal(value.toString()).stripTrailingZeros().toPlainString()
        : String.valueOf(value);
  }
}

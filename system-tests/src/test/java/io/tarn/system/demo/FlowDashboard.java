package io.tarn.system.demo;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.tarn.system.Project;
import java.util.List;
import java.util.stream.Stream;

/** The Grafana dashboard of the flow. */
final class FlowDashboard {
  /** An expression of one of its panels. */
  record Expression(String panel, String text) {
    @Override
    public String toString() {
      return panel + ": " + text;
    }
  }

  private FlowDashboard() {}

  static List<Expression> expressions() {
    JsonObject dashboard =
        JsonParser.parseString(Project.text("k8s/grafana/flow.json")).getAsJsonObject();
    return elements(dashboard, "panels")
        .flatMap(
            panel ->
                elements(panel, "targets")
                    .map(
                        target ->
                            new Expression(
                                panel.get("title").getAsString(),
                                target.get("expr").getAsString())))
        .toList();
  }

  private static Stream<JsonObject> elements(JsonObject parent, String name) {
    return parent.getAsJsonArray(name).asList().stream().map(JsonElement::getAsJsonObject);
  }
}

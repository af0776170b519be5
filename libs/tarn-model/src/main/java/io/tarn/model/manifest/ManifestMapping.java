package io.tarn.model.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.model.Principal;
import io.tarn.model.TableName;
import io.tarn.model.manifest.AlertManifest.FreshnessOver;
import io.tarn.model.manifest.AlertManifest.RunFails;
import io.tarn.model.manifest.DashboardManifest.Chart;
import io.tarn.model.manifest.DashboardManifest.Tile;
import io.tarn.model.manifest.PolicyManifest.Grant;
import io.tarn.model.manifest.PolicyManifest.Mask;
import io.tarn.model.manifest.PolicyManifest.RowFilter;
import io.tarn.model.manifest.SourceManifest.Files;
import io.tarn.model.manifest.SourceManifest.Format;
import io.tarn.model.manifest.SourceManifest.Http;
import io.tarn.model.manifest.TableManifest.Check;
import io.tarn.model.manifest.TableManifest.Expectation;
import io.tarn.model.manifest.TableManifest.Keep;
import io.tarn.model.manifest.TableManifest.Keep.Which;
import io.tarn.model.manifest.TableManifest.Mode;
import io.tarn.model.manifest.TableManifest.OnViolation;
import io.tarn.model.manifest.TableManifest.Unique;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Turns a tree that the schema allows into the record it stands for. */
final class ManifestMapping {
  private static final int DEFAULT_PARTITIONS = 2;
  private static final Duration DEFAULT_RETRAIN_AFTER = Duration.ofSeconds(20);

  private ManifestMapping() {}

  static Manifest manifest(JsonNode tree) {
    String kind = tree.path("kind").asText();
    return switch (kind) {
      case "Source" -> source(tree);
      case "Table" -> table(tree);
      case "Model" -> model(tree);
      case "Dashboard" ->
          new DashboardManifest(
              tree.path("name").asText(),
              tree.path("title").asText(),
              list(tree.path("tiles"), ManifestMapping::tile));
      case "Policy" -> new PolicyManifest(tree.path("name").asText(), rule(tree));
      case "Alert" -> alert(tree);
      default -> throw new IllegalArgumentException("'%s' is not a kind".formatted(kind));
    };
  }

  private static SourceManifest source(JsonNode tree) {
    JsonNode http = tree.path("http");
    JsonNode files = tree.path("files");
    return new SourceManifest(
        tableName(tree.path("name")),
        tree.has("http")
            ? new Http(http.path("path").asText(), format(http.path("format")))
            : new Files(
                files.path("bucket").asText(),
                files.path("prefix").asText(),
                format(files.path("format"))),
        tree.path("partitions").asInt(DEFAULT_PARTITIONS),
        formatVersion(tree),
        duration(tree.path("freshness")));
  }

  private static TableManifest table(JsonNode tree) {
    return new TableManifest(
        tableName(tree.path("name")),
        Mode.valueOf(tree.path("mode").asText("view")),
        tree.path("engine").asText("duckdb"),
        map(tree.path("from"), ManifestMapping::tableName),
        map(tree.path("parse"), ManifestMapping::format),
        list(tree.path("key"), JsonNode::asText),
        keep(tree.path("keep")),
        tree.path("sql").asText(),
        map(tree.path("expect"), ManifestMapping::expectation),
        map(tree.path("tags"), JsonNode::asText),
        map(tree.path("cleared tags"), tags -> list(tags, JsonNode::asText)),
        formatVersion(tree),
        duration(tree.path("freshness")));
  }

  private static Optional<Keep> keep(JsonNode tree) {
    for (Which which : Which.values()) {
      if (tree.has(which + " by")) {
        return Optional.of(new Keep(which, tree.path(which + " by").asText()));
      }
    }
    return Optional.empty();
  }

  private static Expectation expectation(JsonNode tree) {
    return new Expectation(
        tree.has("check")
            ? new Check(tree.path("check").asText())
            : new Unique(list(tree.path("unique"), JsonNode::asText)),
        OnViolation.valueOf(tree.path("on violation").asText()));
  }

  private static ModelManifest model(JsonNode tree) {
    JsonNode forecast = tree.path("forecast");
    return new ModelManifest(
        tree.path("name").asText(),
        tableName(forecast.path("from")),
        forecast.path("value").asText(),
        forecast.path("per").asText(),
        forecast.path("time").asText(),
        forecast.path("horizon").asInt(),
        tableName(tree.path("output")),
        formatVersion(tree),
        duration(tree.path("retrain after")).orElse(DEFAULT_RETRAIN_AFTER));
  }

  private static Tile tile(JsonNode tree) {
    String type = tree.path("chart").fieldNames().next();
    JsonNode axes = tree.path("chart").path(type);
    return new Tile(
        tree.path("title").asText(),
        tree.path("sql").asText(),
        new Chart(
            Chart.Type.valueOf(type),
            text(axes.path("x")),
            text(axes.path("y")),
            text(axes.path("series"))));
  }

  private static PolicyManifest.Rule rule(JsonNode tree) {
    List<Principal> except = list(tree.path("except"), ManifestMapping::principal);
    if (tree.has("mask")) {
      return new Mask(tree.path("for").path("tag").asText(), tree.path("mask").asText(), except);
    }
    if (tree.has("filter")) {
      return new RowFilter(tree.path("on").asText(), tree.path("filter").asText(), except);
    }
    return new Grant(
        tree.path("on").asText(),
        map(tree.path("grant"), who -> list(who, ManifestMapping::principal)));
  }

  private static AlertManifest alert(JsonNode tree) {
    JsonNode when = tree.path("when");
    return new AlertManifest(
        tree.path("name").asText(),
        tableName(when.path("table")),
        duration(when.path("freshness over"))
            .<AlertManifest.Condition>map(FreshnessOver::new)
            .orElseGet(RunFails::new),
        URI.create(tree.path("notify").path("webhook").asText()));
  }

  private static TableName tableName(JsonNode node) {
    return TableName.parse(node.asText());
  }

  private static Principal principal(JsonNode node) {
    return Principal.parse(node.asText());
  }

  private static Format format(JsonNode node) {
    return Format.valueOf(node.asText());
  }

  private static Optional<Integer> formatVersion(JsonNode tree) {
    return Optional.of(tree.path("format version")).filter(JsonNode::isInt).map(JsonNode::intValue);
  }

  private static Optional<String> text(JsonNode node) {
    return Optional.ofNullable(node.textValue());
  }

  private static Optional<Duration> duration(JsonNode node) {
    return text(node).map(ManifestMapping::duration);
  }

  private static Duration duration(String written) {
    int unit = 0;
    while (Character.isDigit(written.charAt(unit))) {
      unit++;
    }
    long amount = Long.parseLong(written.substring(0, unit));
    return switch (written.substring(unit)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      case "d" -> Duration.ofDays(amount);
      default -> throw new IllegalArgumentException("'%s' is not a duration".formatted(written));
    };
  }

  private static <T> List<T> list(JsonNode array, Function<JsonNode, T> value) {
    return StreamSupport.stream(array.spliterator(), false).map(value).toList();
  }

  private static <T> SequencedMap<String, T> map(JsonNode object, Function<JsonNode, T> value) {
    SequencedMap<String, T> map = new LinkedHashMap<>();
    object.properties().forEach(entry -> map.put(entry.getKey(), value.apply(entry.getValue())));
    return map;
  }
}

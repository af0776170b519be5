package io.tarn.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.local.FakeService;
import io.tarn.local.client.TarnClient;
import io.tarn.model.error.TarnException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestsTest {
  @TempDir Path directory;
  private final FakeService catalog = new FakeService();

  @BeforeEach
  void write() throws IOException {
    Files.writeString(directory.resolve("a.yaml"), "kind: Source\nname: shop.bronze.a\n");
    Files.writeString(directory.resolve("b.yml"), "kind: Table\nname: shop.silver.b\nsql: x");
    Files.writeString(directory.resolve("readme.md"), "not a manifest");
  }

  @AfterEach
  void stop() {
    catalog.close();
  }

  @Test
  void allFilesTravelTogether() {
    catalog.answers(200, "{\"applied\": []}");

    JsonNode answer = Manifests.read(directory).send(client(), "?dry-run=true");

    assertThat(answer.has("applied")).isTrue();
    assertThat(catalog.lastRequest())
        .isEqualTo("PUT /api/v1/manifests?dry-run=true application/yaml Bearer token");
    assertThat(catalog.lastBody())
        .isEqualTo(
            """
            kind: Source
            name: shop.bronze.a
            ---
            kind: Table
            name: shop.silver.b
            sql: x
            """);
  }

  @Test
  void aMistakeIsShownAtItsFileAndLine() {
    catalog.answers(
        422,
        """
        {"title": "Manifests are wrong", "errors": [
          {"line": 6, "column": 1, "path": "/sql", "message": "Not a SELECT", "hint": "Write SELECT"},
          {"line": 2, "column": 7, "path": "", "message": "Unknown namespace", "hint": null}]}
        """);

    assertThatThrownBy(() -> Manifests.read(directory).send(client(), ""))
        .isInstanceOf(TarnException.class)
        .hasMessageContaining("Nothing was applied")
        .hasMessageContaining(directory.resolve("b.yml") + ":3:1\n    Not a SELECT (at /sql)")
        .hasMessageContaining("Write SELECT")
        .hasMessageContaining(directory.resolve("a.yaml") + ":2:7\n    Unknown namespace");
  }

  @Test
  void anyOtherRefusalIsToldAsItIs() {
    catalog.answers(403, "{\"title\": \"Forbidden\", \"detail\": \"analyst may not apply\"}");

    assertThatThrownBy(() -> Manifests.read(directory).send(client(), ""))
        .isInstanceOf(TarnException.class)
        .hasMessage("analyst may not apply");
  }

  @Test
  void aFolderWithoutManifestsIsRefused() throws IOException {
    Path empty = Files.createDirectory(directory.resolve("empty"));

    assertThatThrownBy(() -> Manifests.read(empty))
        .isInstanceOf(TarnException.class)
        .hasMessageContaining("No manifest in " + empty);
  }

  private TarnClient client() {
    return new TarnClient(catalog.address(), () -> "token");
  }
}

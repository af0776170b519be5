package io.tarn.model.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.model.manifest.ManifestReading.Valid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RetailExampleTest {
  private static final Path EXAMPLE = Path.of("../../examples/retail");

  @Test
  void theExampleIsRightAsAWhole() throws IOException {
    // Given
    List<ManifestFile> files;
    try (Stream<Path> paths = Files.list(EXAMPLE)) {
      files = paths.filter(path -> path.toString().endsWith(".yaml")).map(this::file).toList();
    }

    // When
    ManifestReading reading = new ManifestReader().read(files, Known.NOTHING);

    // Then
    assertThat(reading).isInstanceOf(Valid.class);
    assertThat(((Valid) reading).manifests())
        .extracting(declared -> declared.manifest().name())
        .contains("retail.bronze.orders", "retail.silver.orders", "retail.gold.daily_sales");
  }

  private ManifestFile file(Path path) {
    try {
      return new ManifestFile(path.getFileName().toString(), Files.readString(path));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}

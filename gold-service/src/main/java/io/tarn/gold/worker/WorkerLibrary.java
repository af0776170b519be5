package io.tarn.gold.worker;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.duckdb.DuckDBDriver;

/**
 * What a worker's JVM loads. DuckDB's driver would unpack its 70 MB of native code for each process
 * anew; unpacked once and shared, it costs memory and time once.
 *
 * @param classPath entries
 * @param natives folder of the native library
 */
record WorkerLibrary(List<Path> classPath, Path natives) {
  private static final String NATIVE_PREFIX = "libduckdb_java.so_";

  /**
   * Takes the library from this JVM's own class path.
   *
   * @param folder of this service alone; filled at the first start, used again later
   */
  static WorkerLibrary in(Path folder) {
    try {
      Path jar = source(DuckDBDriver.class);
      Path home = folder.resolve("duckdb-" + Files.size(jar));
      if (Files.notExists(home)) {
        Files.createDirectories(folder);
        Path unfinished = Files.createTempDirectory(folder, "unpacking");
        unpack(jar, unfinished);
        Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
      }
      return new WorkerLibrary(
          List.of(
              source(QueryWorker.class),
              home.resolve("classes"),
              source(JsonFactory.class),
              source(ObjectMapper.class),
              source(JsonCreator.class)),
          home.resolve("native"));
    } catch (IOException noRoom) {
      throw new UncheckedIOException(noRoom);
    }
  }

  private static void unpack(Path jar, Path home) throws IOException {
    try (JarFile driver = new JarFile(jar.toFile())) {
      for (JarEntry entry : driver.stream().filter(entry -> !entry.isDirectory()).toList()) {
        if (!entry.getName().startsWith(NATIVE_PREFIX)) {
          copy(driver, entry, home.resolve("classes").resolve(entry.getName()));
        } else if (entry.getName().equals(NATIVE_PREFIX + platform())) {
          copy(driver, entry, home.resolve("native").resolve(System.mapLibraryName("duckdb_java")));
        }
      }
    }
  }

  private static void copy(JarFile jar, JarEntry entry, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    try (InputStream in = jar.getInputStream(entry)) {
      Files.copy(in, target);
    }
  }

  private static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return (system.contains("mac") ? "macos" : "linux")
        + (processor.equals("aarch64") || processor.equals("arm64") ? "_arm64" : "_amd64");
  }

  private static Path source(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException notAFile) {
      throw new IllegalStateException(type + " does not come from a file", notAFile);
    }
  }
}

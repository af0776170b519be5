package io.tarn.bench.catalog;

import io.tarn.local.process.Progress;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The peers' programs, as {@code bench/peers/pom.xml} fetches them with Maven. */
record PeerFiles(Path checkout) {
  String nessie() {
    return target().resolve("nessie.jar").toString();
  }

  String referenceClassPath() {
    return target().resolve("reference/*").toString();
  }

  /** Fetches them, unless they are there and the versions wanted are still the same. */
  void fetch(Progress progress) throws InterruptedException {
    Path versions = checkout.resolve("bench/peers/pom.xml");
    Path fetched = target().resolve("fetched.xml");
    try {
      if (Files.exists(fetched) && Files.mismatch(versions, fetched) == -1) {
        return;
      }
      progress.note("fetching the peers' servers");
      String maven = checkout.resolve("mvnw").toString();
      Process process =
          new ProcessBuilder(
                  maven, "-B", "-ntp", "-q", "-f", versions.toString(), "clean", "package")
              .directory(checkout.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log().toFile())
              .start();
      if (process.waitFor() != 0) {
        throw new TarnException(
            ErrorKind.UNAVAILABLE,
            "The peers' servers could not be fetched",
            "Maven's log: " + log() + ". To measure without some, name the others: --peers.");
      }
      Files.copy(versions, fetched);
    } catch (IOException e) {
      throw new TarnException(
          ErrorKind.UNAVAILABLE, "The peers' servers could not be fetched: " + e, null, e);
    }
  }

  private Path log() throws IOException {
    return Files.createDirectories(checkout.resolve("bench/target")).resolve("peers.log");
  }

  private Path target() {
    return checkout.resolve("bench/peers/target");
  }
}

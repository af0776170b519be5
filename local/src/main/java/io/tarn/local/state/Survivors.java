package io.tarn.local.state;

import io.tarn.local.process.PidFile;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Processes of an earlier run that outlived its launcher. */
record Survivors(List<Path> pidFiles) {
  private static final int PATIENCE_SECONDS = 5;

  /** Ends them, and returns their names. */
  List<String> end() {
    List<Survivor> survivors =
        pidFiles.stream().map(PidFile::new).flatMap(file -> Survivor.of(file).stream()).toList();
    survivors.forEach(survivor -> survivor.process().destroy());
    survivors.forEach(Survivor::awaitEnd);
    return survivors.stream().map(Survivor::name).toList();
  }

  private record Survivor(PidFile file, ProcessHandle process) {
    static java.util.Optional<Survivor> of(PidFile file) {
      return file.process()
          .filter(process -> process.pid() != ProcessHandle.current().pid())
          .map(process -> new Survivor(file, process));
    }

    String name() {
      return file.path().getFileName().toString().replace(".pid", "");
    }

    void awaitEnd() {
      try {
        process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException | TimeoutException e) {
        process.destroyForcibly();
        process.onExit().join();
      }
      file.delete();
    }
  }
}

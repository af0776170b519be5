package io.tarn.system.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tarn.system.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole flow against the truth that the replayer began with, in peace and under fire. */
class ExactAnswersIT {
  private static final int LIMIT_MINUTES = 15;

  @TempDir Path folder;
  private String seed;

  @BeforeEach
  void pickASeed() {
    seed = Integer.toString(new Random().nextInt(100_000));
    System.out.println("Seed of this test: " + seed);
  }

  @Test
  @Tag("system")
  void everyStageAnswersExactly() throws Exception {
    JsonNode summary = tarn("demo", "--once", "--seed", seed);

    assertThat(summary.path("ok").asBoolean()).as(summary.toPrettyString()).isTrue();
    for (String stage :
        List.of("bronze", "silver", "quarantine", "gold", "ml", "governance", "timings")) {
      assertThat(summary.has(stage)).as(stage + " in " + summary).isTrue();
    }
  }

  @Test
  @Tag("system")
  void theAnswersStayExactWhenEachServiceIsKilledInTurn() throws Exception {
    JsonNode summary = tarn("soak", "2", "--kills", "5", "--seed", seed);

    assertThat(summary.path("ok").asBoolean()).as(summary.toPrettyString()).isTrue();
    assertThat(summary.path("chaos").path("kills").asInt()).isEqualTo(5);
  }

  /** The JSON of its last line. */
  private JsonNode tarn(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Project.ROOT.resolve("tarn").toString());
    command.addAll(List.of(arguments));
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(Project.ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("TARN_STATE", folder.resolve("state").toString());
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
      assertThat(ended).as(Files.readString(output)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(output)).isZero();
      return new ObjectMapper().readTree(Files.readAllLines(output).getLast());
    } finally {
      process.destroy();
    }
  }
}

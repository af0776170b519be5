package io.tarn.local.command;

import io.tarn.local.client.TarnClient;
import io.tarn.local.demo.Story;
import io.tarn.local.demo.Story.Telling;
import io.tarn.local.demo.Summary;
import io.tarn.local.platform.Chaos;
import io.tarn.local.platform.LocalPlatform;
import io.tarn.local.platform.TarnService;
import io.tarn.local.process.PeakMemory;
import io.tarn.local.state.StateDirectory;
import io.tarn.model.error.TarnException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;

/**
 * One telling of a story on a platform that is started for it with empty tables, and then stopped.
 */
record StoryRun(Story story, Local local, Telling telling) {
  /** Tells it in peace. */
  Summary once() {
    return once(0, Duration.ofSeconds(1));
  }

  /**
   * Tells it.
   *
   * @param kills how many services are killed meanwhile: each in turn, in seeded order
   * @param longestPause between the platform's recovery and the next kill, at least 1 s
   */
  Summary once(int kills, Duration longestPause) {
    StateDirectory state = new StateDirectory(local.state().root().resolve("once"));
    state.clear();
    ConsoleProgress progress = new ConsoleProgress(telling.out());
    try (LocalPlatform platform =
            LocalPlatform.start(
                local.checkout(), state, EnumSet.allOf(TarnService.class), progress);
        PeakMemory memory = new PeakMemory(platform::memory)) {
      apply(platform);
      try (Chaos chaos =
          new Chaos(platform, victims(kills), longestPause, telling.seed(), progress)) {
        var stages = story.tell(platform, telling);
        if (kills > 0) {
          stages.putObject("chaos").put("ok", chaos.killed() == kills).put("kills", chaos.killed());
        }
        return Summary.of(stages, platform.startupTimes(), memory.peak());
      }
    } catch (TarnException e) {
      telling.out().println("tarn: " + e.getMessage());
      e.hint().ifPresent(hint -> telling.out().println("      " + hint));
      return Summary.failed(e.getMessage());
    }
  }

  /** Applies the example's manifests as the engineer. */
  void apply(LocalPlatform platform) {
    Path example = local.checkout().resolve(story.example());
    TarnClient catalog =
        new TarnClient(
            platform.endpoints().of(TarnService.CATALOG), platform.tokens().user("engineer"));
    ApplyCommand.print(Manifests.read(example).send(catalog, ""), telling.out());
  }

  private List<TarnService> victims(int kills) {
    List<TarnService> all = new ArrayList<>();
    Random random = new Random(telling.seed());
    while (all.size() < kills) {
      List<TarnService> round = new ArrayList<>(List.of(TarnService.values()));
      Collections.shuffle(round, random);
      all.addAll(round);
    }
    return all.subList(0, kills);
  }
}

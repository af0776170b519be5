package io.tarn.local.command;

import io.tarn.local.demo.Story;
import io.tarn.local.demo.Story.Telling;
import io.tarn.local.demo.Summary;
import io.tarn.local.platform.LocalPlatform;
import io.tarn.local.platform.TarnService;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the whole flow with the retail example. */
@Command(
    name = "demo",
    description = {
      "Start everything, apply examples/retail, feed it real orders, show each stage.",
      "Keeps running, and orders keep coming, until Ctrl-C."
    })
public final class DemoCommand implements Callable<Integer> {
  private final Story story;

  @Option(
      names = "--once",
      description =
          "Begin with empty tables, check all answers, print a JSON summary as the last line, stop."
              + " Exit 0 only if everything holds.")
  private boolean once;

  @Option(names = "--seed", description = "Of all that is random. Default: a random one, printed.")
  private Long seed;

  @Option(
      names = "--rate",
      defaultValue = "210",
      description =
          "Orders sent in a second; a fifth of it once the story is told. Default: ${DEFAULT-VALUE}.")
  private int rate;

  @Spec private CommandSpec spec;

  public DemoCommand(Story story) {
    this.story = story;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    PrintWriter out = spec.commandLine().getOut();
    Telling telling = new Telling(seed == null ? new Random().nextInt(100_000) : seed, rate, out);
    out.println("Seed " + telling.seed());
    StoryRun run = new StoryRun(story, Local.here(), telling);
    if (!once) {
      keepRunning(run);
      return 0;
    }
    Summary summary = run.once();
    out.println(summary.json());
    out.flush();
    return summary.ok() ? 0 : 1;
  }

  private static void keepRunning(StoryRun run) throws InterruptedException, IOException {
    Local local = run.local();
    PrintWriter out = run.telling().out();
    try (LocalPlatform platform =
        LocalPlatform.start(
            local.checkout(),
            local.state(),
            EnumSet.allOf(TarnService.class),
            new ConsoleProgress(out))) {
      run.apply(platform);
      // The story's checks count on empty tables, so it is told once in a state.
      Path told = local.state().root().resolve("data/demo-told");
      if (Files.exists(told)) {
        out.println("The tables still hold the last demo's data; going on from there.");
      } else {
        run.story().tell(platform, run.telling());
        Files.createFile(told);
      }
      Welcome.print(platform, out);
      run.story().goOn(platform, run.telling());
    }
  }
}

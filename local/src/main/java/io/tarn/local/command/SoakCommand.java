package io.tarn.local.command;

import io.tarn.local.demo.Story;
import io.tarn.local.demo.Story.Telling;
import io.tarn.local.demo.Summary;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The story again, while services are killed. */
@Command(
    name = "soak",
    description = {
      "Run the demo's load while services get SIGKILL at seeded moments; then the answers must be",
      "as exact as ever. The last line is a JSON summary. The same --seed kills in the same order."
    })
public final class SoakCommand implements Callable<Integer> {
  /** Events of the story, about: what the length of the load is reckoned with. */
  private static final int EVENTS = 10_500;

  private final Story story;

  @Parameters(
      paramLabel = "MINUTES",
      arity = "0..1",
      defaultValue = "3",
      description = "Length of the load. Default: ${DEFAULT-VALUE}.")
  private int minutes;

  @Option(
      names = "--kills",
      defaultValue = "10",
      description = "How many times a service is killed. Default: ${DEFAULT-VALUE}.")
  private int kills;

  @Option(names = "--seed", description = "Default: a random one, printed.")
  private Long seed;

  @Spec private CommandSpec spec;

  public SoakCommand(Story story) {
    this.story = story;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Telling telling =
        new Telling(
            seed == null ? new Random().nextInt(100_000) : seed,
            Math.max(1, EVENTS / (minutes * 60)),
            out);
    out.println("Seed " + telling.seed());
    Summary summary = new StoryRun(story, Local.here(), telling).once(kills, longestPause());
    out.println(summary.json());
    out.flush();
    return summary.ok() ? 0 : 1;
  }

  /** So that all kills fall into the load, each with as much time again to recover. */
  private Duration longestPause() {
    long milliseconds = Duration.ofMinutes(minutes).toMillis() * 4 / 10 / Math.max(1, kills);
    return Duration.ofMillis(Math.max(1000, milliseconds));
  }
}

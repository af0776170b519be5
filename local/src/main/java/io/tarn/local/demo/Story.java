package io.tarn.local.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tarn.local.platform.Platform;
import java.io.PrintWriter;

/** What the demo does once the platform is ready and its example is applied. */
public interface Story {
  /** Folder of the example's manifests, under the root of the repository. */
  String example();

  /**
   * Feeds the example its data, waits until every stage has taken it in, and checks the answers
   * against the truth it began with. Services may be killed while it does.
   *
   * @return one object for each stage, each with its own {@code ok}; and {@code timings}
   */
  ObjectNode tell(Platform platform, Telling telling);

  /** After the story, for a demo that keeps running: keeps data coming until interrupted. */
  void goOn(Platform platform, Telling telling) throws InterruptedException;

  /**
   * How it is told.
   *
   * @param seed of everything that is random in it
   * @param eventsPerSecond sent at most
   * @param out for progress and the report, in words
   */
  record Telling(long seed, int eventsPerSecond, PrintWriter out) {
    public Telling {
      if (eventsPerSecond < 1) {
        throw new IllegalArgumentException("A story needs at least one event a second");
      }
    }
  }
}

package io.tarn.local.command;

import io.tarn.local.process.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** A line on the terminal for everything that happens. */
public final class ConsoleProgress implements Progress {
  private final PrintWriter out;

  public ConsoleProgress(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void ready(String part, Duration took) {
    line(String.format(Locale.ROOT, "  ✓ %-18s ready in %4.1f s", part, took.toMillis() / 1000.0));
  }

  @Override
  public void note(String message) {
    line("  · " + message);
  }

  private synchronized void line(String text) {
    out.println(text);
    out.flush();
  }
}

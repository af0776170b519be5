package io.tarn.ingest.sources;

/** What a source's writer does over and over, on one thread of its own. */
public interface Work extends AutoCloseable {
  /**
   * Does the next piece, waiting a little while if there is nothing to do. May throw anything: what
   * was not committed is taken up again.
   */
  void step() throws Exception;

  /** Called after a failed step, before the next: what is remembered may be wrong. */
  void recover();

  /** Makes a step that waits return soon; called by another thread. */
  void wakeUp();

  @Override
  void close();
}

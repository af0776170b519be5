package io.tarn.local.server;

import io.tarn.local.process.Launch;
import io.tarn.local.process.Readiness;

/** One server of the platform, as the launcher sees it. */
public interface Server {
  String name();

  /** What has to be there before it starts: folders, files, a formatted disk. Quick when done. */
  void prepare();

  Launch launch();

  Readiness readiness();
}

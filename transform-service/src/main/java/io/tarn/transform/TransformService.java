package io.tarn.transform;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/**
 * Silver: computes the tables of namespace {@code silver} whenever one they read has a new commit.
 * All it does is in {@code io.tarn.steps} and {@code io.tarn.service.steps}.
 */
@QuarkusMain
public final class TransformService {
  TransformService() {}

  /** Starts the service. */
  public static void main(String... arguments) {
    Quarkus.run(arguments);
  }
}

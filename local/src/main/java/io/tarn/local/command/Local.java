package io.tarn.local.command;

import io.tarn.local.state.StateDirectory;
import java.nio.file.Path;

/** The checkout this command belongs to, and where its platform keeps its state. */
public record Local(Path checkout, StateDirectory state) {
  /** From what the script sets: {@code tarn.home}, and {@code TARN_STATE} when the user wants. */
  public static Local here() {
    Path checkout = Path.of(System.getProperty("tarn.home", ".")).toAbsolutePath().normalize();
    String state = System.getenv().getOrDefault("TARN_STATE", checkout.resolve(".tarn").toString());
    return new Local(checkout, new StateDirectory(Path.of(state)));
  }
}

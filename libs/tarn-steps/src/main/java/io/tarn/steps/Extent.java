package io.tarn.steps;

/** How much of a step is computed. */
public enum Extent {
  /** As little as can be proven right. */
  asNeeded,
  /** Everything, from all rows of the inputs. */
  everything
}

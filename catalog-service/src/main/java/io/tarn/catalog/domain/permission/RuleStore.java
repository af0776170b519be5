package io.tarn.catalog.domain.permission;

/** Where the rules are kept. */
public interface RuleStore {
  /** Grows with every change of the rules, whoever made it. */
  long version();

  /** All rules as of one version. */
  Rules rules();
}

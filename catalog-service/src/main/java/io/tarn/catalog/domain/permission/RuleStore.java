package io.tarn.catalog.domain.permission;

/** Where the rules are kept. */
public interface RuleStore {
  /** Grows with every change of the rules, whoever made it. */
  long version();

  /** All rules as of one version. */
  Rules rules();

  /** The same; of what did not change since, what is known already may serve. */
  default Rules rules(Rules known) {
    return rules();
  }
}

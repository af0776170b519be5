package io.tarn.catalog.domain.permission;

/** Counts the changes of the rules. */
public interface PolicyVersion {
  /**
   * The rules change with the running transaction: all replicas and services learn of it once it
   * has ended well, and this replica before its caller does. To be called last, since it lets no
   * other change of rules go on until the transaction ends.
   */
  void next();
}

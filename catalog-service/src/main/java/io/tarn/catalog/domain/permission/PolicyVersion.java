package io.tarn.catalog.domain.permission;

import java.util.Collection;

/**
 * Counts the changes of the rules. All replicas and services learn of a change once the running
 * transaction has ended well, and this replica before its caller does. To be called last, since no
 * other change of rules goes on until the transaction ends.
 */
public interface PolicyVersion {
  /** Any rule may have changed: all of them are read again. */
  void next();

  /** Nothing has changed but what is said of these by themselves; see {@link Particulars}. */
  void next(Collection<Securable> alone);
}

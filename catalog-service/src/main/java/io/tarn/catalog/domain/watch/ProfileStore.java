package io.tarn.catalog.domain.watch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where what is usual is kept, and what was not. */
public interface ProfileStore {
  /**
   * The offset of the audit topic from which on nothing was looked at yet. Until the running
   * transaction ends no other replica looks.
   */
  long next();

  void next(long offset);

  Optional<AccessProfile> profile(String principal);

  void put(String principal, AccessProfile profile);

  void add(UnusualAccess found);

  /** The newest of each principal and kind that is not older than this. */
  List<UnusualAccess> newest(Instant oldest);
}

package io.tarn.catalog.domain.permission;

import io.tarn.model.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where people and service accounts, and the groups they are in, are kept. */
public interface Directory {
  /** Most changes that are told at once. */
  int MOST_CHANGES = 100;

  /**
   * Somebody who may sign in.
   *
   * @param id of the directory's own
   * @param groups by name
   */
  record Member(String id, Set<String> groups) {
    public Member {
      groups = Set.copyOf(groups);
    }
  }

  /**
   * Something that may have changed who is in which group.
   *
   * @param at by the directory's clock
   * @param member whom alone it concerns, by id; empty where it may concern anybody
   */
  record Change(String id, Instant at, Optional<String> member) {}

  /** The principal; empty where there is none, or it was disabled. */
  Optional<Member> member(Principal who);

  /**
   * The latest changes.
   *
   * @param since the moment before which none is asked for
   */
  List<Change> changes(Instant since);
}

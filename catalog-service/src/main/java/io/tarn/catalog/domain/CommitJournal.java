package io.tarn.catalog.domain;

import java.util.Optional;

/** The commit log, as the writer of it needs it. Joins the running transaction. */
public interface CommitJournal extends CommitLog {
  /** The newest commit of a table; empty before its first. */
  Optional<Commit> newest(TablePointer table);

  void append(TablePointer table, Commit commit);
}

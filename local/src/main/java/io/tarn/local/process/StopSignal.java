package io.tarn.local.process;

/** The signal that asks a process to end; named as {@code kill} names it. */
public enum StopSignal {
  TERM,
  /** PostgreSQL's fast shutdown: at TERM it would wait until its last client has left. */
  INT
}

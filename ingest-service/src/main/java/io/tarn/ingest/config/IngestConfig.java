package io.tarn.ingest.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How sources are taken in. */
@ConfigMapping(prefix = "tarn.ingest")
public interface IngestConfig {
  /** Largest single record, pushed or in a file; Kafka's default for a message is 1 MiB. */
  @WithDefault("1000000")
  MemorySize maxRecord();

  /** Largest body of one push, which may hold many records. */
  @WithDefault("16M")
  MemorySize maxRequest();

  /** Most records of one push: each takes memory beside its bytes until Kafka acknowledged it. */
  @WithDefault("100000")
  int maxRecords();

  /**
   * Pushes of one sender to one source are written to the audit log together for so long: the first
   * before it is accepted, the number of records at the end. Zero or more.
   */
  @WithDefault("10s")
  Duration auditWindow();

  /** Batches written to bronze. */
  Batches batches();

  /** Files that arrive in a bucket. */
  Files files();

  /** Keeping bronze tables small. */
  Maintenance maintenance();

  /**
   * Name of this instance, the same after a restart and no other's: Kafka then gives a restarted
   * instance its partitions back at once, without waiting for the dead one's session to end. By
   * default made of the host's name and the data folder, which no two instances share.
   */
  Optional<String> instance();

  /** A batch is committed as soon as one of these is reached. */
  interface Batches {
    /** Age of its first record; decides how fresh bronze is, and how many files it has. */
    @WithDefault("400ms")
    Duration age();

    @WithDefault("50000")
    int rows();

    @WithDefault("16M")
    MemorySize size();
  }

  /** File sources. */
  interface Files {
    /** How often a bucket is looked at. */
    @WithDefault("1s")
    Duration period();
  }

  /** Compaction and expiry. */
  interface Maintenance {
    /** How often each table is looked at. */
    @WithDefault("15s")
    Duration period();

    /** As many small files are made into one. */
    @WithDefault("100")
    int smallFiles();

    /** A file below this is small. */
    @WithDefault("8M")
    MemorySize small();

    /** Snapshots are kept this long, for readers that catch up step by step; */
    @WithDefault("5m")
    Duration age();

    /** and at least this many, however old. */
    @WithDefault("50")
    int snapshots();
  }
}

package io.tarn.gold.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** What gold-service lets statements use. */
@ConfigMapping(prefix = "tarn.gold")
public interface GoldConfig {
  Statements statements();

  Workers workers();

  Prepared prepared();

  Dashboards dashboards();

  Console console();

  /** Limits of one statement; a caller may ask for less. */
  interface Statements {
    /** From the start of its run. */
    @WithDefault("30s")
    Duration timeout();

    /** Length of its text. */
    @WithDefault("100K")
    MemorySize length();

    /** Rows of an answer in JSON; the rest is cut off, and the answer says so. */
    @WithDefault("10000")
    long jsonRows();

    /** The same for CSV and Parquet. */
    @WithDefault("1000000")
    long fileRows();

    /** Size of an answer; a statement with a larger one is stopped. */
    @WithDefault("256M")
    MemorySize answer();
  }

  /** The processes that run statements. */
  interface Workers {
    /** How many, and so how many statements run at once. */
    @WithDefault("2")
    int count();

    /** How many more statements may wait for one; beyond that they are refused as 429. */
    @WithDefault("32")
    int queue();

    /** How long one waits before it is refused as 429. */
    @WithDefault("10s")
    Duration patience();

    /** Memory of the engine in one worker; more is spilled. */
    @WithDefault("512M")
    MemorySize memory();

    /** Memory of the whole process; one that has more is killed. */
    @WithDefault("1G")
    MemorySize resident();

    /** Disk one statement may spill to. */
    @WithDefault("1G")
    MemorySize spill();

    @WithDefault("2")
    int threads();
  }

  /** Files made for statements: tables with their policies applied. */
  interface Prepared {
    /** Memory of the engine that makes one; more is spilled. */
    @WithDefault("512M")
    MemorySize memory();

    /** Disk they may take together; the one longest unused goes first. */
    @WithDefault("1G")
    MemorySize size();
  }

  /** Answers of tiles. */
  interface Dashboards {
    /** Size of the answers that are kept, together. */
    @WithDefault("32M")
    MemorySize answers();

    /** How long one may be used again while its tables stay the same; bounds now() in a tile. */
    @WithDefault("1m")
    Duration keep();

    /** How often an idle stream of changes shows that it lives. */
    @WithDefault("15s")
    Duration heartbeat();
  }

  /** What the console is told. */
  interface Console {
    @WithDefault("console")
    String clientId();

    /** Base URL of catalog-service as the browser reaches it. */
    @WithDefault("${tarn.catalog-url}")
    String catalogUrl();

    /** The same of ml-service; without it the console shows no models. */
    Optional<String> mlUrl();
  }
}

package io.tarn.catalog.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Options of catalog-service. */
@ConfigMapping(prefix = "tarn.catalog")
public interface CatalogConfig {
  /** Principals with ALL PRIVILEGES on the metastore from the start, as {@code user:engineer}. */
  @WithDefault("group:engineers,group:operators")
  Set<String> administrators();

  /** Service accounts that are trusted with every table and enforce the rules for others. */
  @WithDefault(
      "service:catalog-service,service:ingest-service,service:transform-service,service:gold-service,service:ml-service")
  Set<String> services();

  /** Tags, each with what is below it, whose columns are NULL where no policy masks them. */
  @WithDefault("pii")
  Set<String> sensitiveTags();

  Rules rules();

  Groups groups();

  Audit audit();

  Alerts alerts();

  Commits commits();

  /** Where tables are put: {@code <warehouse>/<catalog>/<namespace>/<table>-<uuid>}. */
  @WithDefault("s3://lakehouse")
  String warehouse();

  /** Where clients reach the store, if elsewhere than this service does. */
  Optional<URI> storeAddress();

  /** How long a client may write the files of a table before it makes the table. */
  @WithDefault("1d")
  Duration staging();

  /** How many old metadata files of a table are kept beside the current one. */
  @WithDefault("20")
  int metadataVersions();

  /**
   * Characters of metadata JSON whose parsed form is kept in memory, about five times as many
   * bytes.
   */
  @WithDefault("16000000")
  long metadataCache();

  /** Tables' metadata as it was sent, kept for whoever asks for the same. */
  @WithDefault("8M")
  MemorySize answerCache();

  /** How long the relay sleeps when nobody wakes it. */
  @WithDefault("1s")
  Duration relayPeriod();

  /** How tables change. */
  interface Commits {
    /** Most requests about one table that are committed together. */
    @WithDefault("64")
    int group();

    /** How often a change is planned again because another replica was faster. */
    @WithDefault("20")
    int attempts();

    /**
     * Beginnings of summary properties whose writers read them in earlier snapshots to decide what
     * to append: what they append must stay where they put it, or fail.
     */
    @WithDefault("kafka.connect.")
    Set<String> dependentAppends();
  }

  /** How alerts are looked at and told. */
  interface Alerts {
    @WithDefault("1s")
    Duration period();

    /** Hosts a webhook may be on; nothing is sent elsewhere. */
    @WithDefault("127.0.0.1,localhost")
    Set<String> hosts();

    /** For connecting, and for the answer. */
    @WithDefault("5s")
    Duration timeout();

    /** How often a webhook is tried, with pauses that double up to five minutes. */
    @WithDefault("20")
    int attempts();
  }

  /** How the audit trail is kept. */
  interface Audit {
    /** Where audit events come from; has one partition. */
    @WithDefault("tarn.audit")
    String topic();

    /** The least time between two commits of the audit table. */
    @WithDefault("2s")
    Duration period();
  }

  /** How the rules in memory follow those in the database. */
  interface Rules {
    /** How often the database is asked whether another replica changed them. */
    @WithDefault("200ms")
    Duration period();

    /** How old the database's last word may be before nothing is allowed any more. */
    @WithDefault("5s")
    Duration heartbeat();
  }

  /** How the groups in memory follow those in Keycloak. */
  interface Groups {
    /** How often Keycloak is asked what changed. */
    @WithDefault("2s")
    Duration period();

    /** How old Keycloak's last word may be before nothing is allowed any more. */
    @WithDefault("8s")
    Duration heartbeat();

    /** How long somebody's groups are kept, for changes that Keycloak keeps no event of. */
    @WithDefault("1m")
    Duration keep();
  }
}

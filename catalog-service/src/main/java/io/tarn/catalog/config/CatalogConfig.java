package io.tarn.catalog.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
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

  /**
   * Engines, by their client ids, that enforce filters and masks for those whose tokens were issued
   * to them: they get tables that are under such, and are told what to keep from whom.
   */
  Optional<Set<String>> trustedEngines();

  /** Tags, each with what is below it, whose columns are NULL where no policy masks them. */
  @WithDefault("pii")
  Set<String> sensitiveTags();

  /**
   * Buckets from which sources may take files; never those of tables and models, which the services
   * read for everybody.
   */
  @WithDefault("landing")
  Set<String> landing();

  /** Most sources of columns that one commit, or one report of lineage, may name. */
  @WithDefault("20000")
  int columnSources();

  Rules rules();

  Groups groups();

  Audit audit();

  Alerts alerts();

  Commits commits();

  Scans scans();

  Sts sts();

  OpenLineage openlineage();

  /** Where tables are put: {@code <warehouse>/<catalog>/<namespace>/<table>-<uuid>}. */
  @WithDefault("s3://lakehouse")
  String warehouse();

  /** Where clients reach the store, if elsewhere than this service does. */
  Optional<URI> storeAddress();

  /** How long a client may write the files of a table before it makes the table. */
  @WithDefault("1d")
  Duration staging();

  /** How long a client may send a request again with the same {@code Idempotency-Key}. */
  @WithDefault("30m")
  Duration keyLifetime();

  /** How many old metadata files of a table are kept beside the current one. */
  @WithDefault("20")
  int metadataVersions();

  /**
   * Characters of metadata JSON whose parsed form is kept in memory, about five times as many
   * bytes.
   */
  @WithDefault("16000000")
  long metadataCache();

  /**
   * Metadata files up to this size are in the database too, as long as they are a table's newest,
   * so that the object store need not be asked for them. Tables with larger ones are written often,
   * and in memory therefore.
   */
  @WithDefault("32K")
  MemorySize copiedMetadata();

  /** Tables' metadata as JSON, kept for whoever asks for the same. */
  @WithDefault("8M")
  MemorySize answerCache();

  @WithParentName
  Relay relay();

  /** How events get from the outbox to Kafka. */
  interface Relay {
    /** How long the relay sleeps when nobody wakes it. */
    @WithName("relay-period")
    @WithDefault("1s")
    Duration period();

    /** How long it rests after it sent something: events that come meanwhile go together. */
    @WithName("relay-pause")
    @WithDefault("50ms")
    Duration pause();
  }

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

  /** How scans are planned. */
  interface Scans {
    /** Most files that one answer names. */
    @WithDefault("1000")
    int page();

    /** Most files of a scan, and of all scans that are kept in memory for their next parts. */
    @WithDefault("20000")
    int files();
  }

  /** Short-lived credentials for clients that ask for them, of a store with a token service. */
  interface Sts {
    /** Where roles are assumed; without it no credentials are handed out. */
    Optional<URI> endpoint();

    /** The role whose rights, narrowed down to one table's files, they carry. */
    @WithDefault("arn:aws:iam::000000000000:role/tarn")
    String role();

    /** How long they hold: also after a right was taken back. AWS takes no less than 15 minutes. */
    @WithDefault("15m")
    Duration lifetime();

    /** For one answer, with what is tried again. */
    @WithDefault("5s")
    Duration timeout();
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

    Access access();
  }

  /** From where on an access is unusual, and who is told. */
  interface Access {
    /** Told of each alert on unusual access; its host must be among {@code hosts}. */
    Optional<URI> webhook();

    /** How long an alert fires after the access. */
    @WithDefault("1h")
    Duration firing();

    /** How long it stays in the list. */
    @WithDefault("7d")
    Duration shown();

    /** So many times the most rows of an earlier day are too many for one day. */
    @WithDefault("10")
    double rowsFactor();

    /** Up to so many rows a day are usual for everybody. */
    @WithDefault("100000")
    long rowsFloor();

    /** So many protected tables for the first time in one day are too many. */
    @WithDefault("3")
    int protectedTables();

    /** So many refused attempts are too many. */
    @WithDefault("10")
    int refusals();

    /** The time in which they are. */
    @WithDefault("5m")
    Duration refusalsWithin();

    /** How many days what somebody does is remembered. */
    @WithDefault("30")
    int memoryDays();
  }

  /** Who is told of commits and runs in the words of OpenLineage; nobody unless there is an URL. */
  interface OpenLineage {
    /** Where each event is posted, as in {@code http://marquez:5000/api/v1/lineage}. */
    Optional<URI> url();

    /** Sent as bearer token. */
    Optional<String> token();

    /** Of the datasets and jobs. */
    @WithDefault("tarn")
    String namespace();

    /** Whether errors of runs are told as they are; they may quote values of tables. */
    @WithDefault("false")
    boolean errors();

    /** How often the queue is looked at. */
    @WithDefault("500ms")
    Duration period();

    /** The pauses after failures double up to this. */
    @WithDefault("1m")
    Duration longestPause();

    /** For connecting, and for the answer. */
    @WithDefault("5s")
    Duration timeout();
  }

  /** How the audit trail is kept. */
  interface Audit {
    /** Where audit events come from; has one partition. */
    @WithDefault("tarn.audit")
    String topic();

    /** The least time between two commits of the audit table. */
    @WithDefault("2s")
    Duration period();

    /** The most, where commits take long and would take much of the time. */
    @WithDefault("10s")
    Duration longestPeriod();
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

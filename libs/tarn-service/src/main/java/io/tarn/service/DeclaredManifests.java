package io.tarn.service;

import io.tarn.model.error.TarnException;
import io.tarn.model.event.ManifestChanged;
import io.tarn.model.manifest.Manifest;
import io.tarn.model.manifest.ManifestReader;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The manifests that catalog-service keeps, looked up again when one changed, and now and then.
 * While the catalog is away what was last seen still holds.
 */
@ApplicationScoped
public class DeclaredManifests {
  private static final Logger LOG = Logger.getLogger(DeclaredManifests.class);

  /** A change that was announced is seen at once; this bounds what a lost event can do. */
  private static final Duration AT_MOST = Duration.ofSeconds(10);

  private static final int FIRST = 1;

  /** A manifest in the version that was applied. */
  public record Declared<M extends Manifest>(M manifest, long version) {}

  private record Seen(Instant at, List<Declared<Manifest>> manifests) {
    Seen outdated() {
      return new Seen(Instant.EPOCH, manifests);
    }
  }

  private final CatalogClient catalog;
  private final ManifestReader reader = new ManifestReader();
  private final Map<StoredManifest, Manifest> read = new ConcurrentHashMap<>();
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();

  DeclaredManifests(CatalogClient catalog) {
    this.catalog = catalog;
  }

  /**
   * All manifests of a kind, as in {@code SourceManifest.class}.
   *
   * @throws TarnException UNAVAILABLE when the catalog is away and none were ever seen
   */
  public <M extends Manifest> List<Declared<M>> all(Class<M> type) {
    Seen last = seen.get(kind(type));
    if (last != null && Instant.now().isBefore(last.at().plus(AT_MOST))) {
      return of(type, last);
    }
    try {
      return now(type);
    } catch (TarnException away) {
      if (last == null) {
        throw away;
      }
      LOG.warnf("Manifests could not be looked up, the last seen hold: %s", away.getMessage());
      return of(type, last);
    }
  }

  /**
   * The same, asked anew, for whoever is about to say that there is no such thing.
   *
   * @throws TarnException UNAVAILABLE when the catalog is away
   */
  public <M extends Manifest> List<Declared<M>> now(Class<M> type) {
    Seen now = lookUp(kind(type));
    seen.put(kind(type), now);
    return of(type, now);
  }

  private Seen lookUp(String kind) {
    Instant at = Instant.now();
    List<StoredManifest> stored = catalog.manifests(kind);
    read.keySet().removeIf(old -> old.kind().equals(kind) && !stored.contains(old));
    return new Seen(
        at,
        stored.stream()
            .map(manifest -> new Declared<>(parsed(manifest), manifest.version()))
            .toList());
  }

  private Manifest parsed(StoredManifest stored) {
    return read.computeIfAbsent(stored, manifest -> reader.manifest(manifest.yaml()));
  }

  private static <M extends Manifest> List<Declared<M>> of(Class<M> type, Seen seen) {
    return seen.manifests().stream()
        .map(declared -> new Declared<>(type.cast(declared.manifest()), declared.version()))
        .toList();
  }

  private static String kind(Class<? extends Manifest> type) {
    return type.getSimpleName().replace("Manifest", "");
  }

  /** Before everybody else who hears of it. */
  void forget(@Observes @Priority(FIRST) ManifestChanged changed) {
    seen.computeIfPresent(changed.kind(), (kind, last) -> last.outdated());
  }

  void forget(@Observes @Priority(FIRST) FeedConnected connected) {
    seen.replaceAll((kind, last) -> last.outdated());
  }
}

package io.tarn.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.event.ManifestChanged;
import io.tarn.model.manifest.SourceManifest;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeclaredManifestsTest {
  private final FakeCatalog catalog = new FakeCatalog();
  private final DeclaredManifests manifests = new DeclaredManifests(catalog);

  @Test
  void aChangeIsSeenAtOnce() {
    catalog.declare(1, "/orders");
    assertThat(path()).isEqualTo("/orders");
    catalog.declare(2, "/sales");
    assertThat(path()).as("nobody said that it changed").isEqualTo("/orders");

    manifests.forget(new ManifestChanged("Source", "retail.bronze.orders", 2));

    assertThat(path()).isEqualTo("/sales");
  }

  @Test
  void whatWasSeenHoldsWhileTheCatalogIsAway() {
    catalog.declare(1, "/orders");
    assertThat(path()).isEqualTo("/orders");
    manifests.forget(new ManifestChanged("Source", "retail.bronze.orders", 2));

    catalog.stored = null;

    assertThat(path()).isEqualTo("/orders");
  }

  @Test
  void whoeverMustKnowAsksAnewAndHearsThatTheCatalogIsAway() {
    catalog.declare(1, "/orders");
    assertThat(path()).isEqualTo("/orders");
    catalog.stored = null;

    assertThatThrownBy(() -> manifests.now(SourceManifest.class))
        .isInstanceOfSatisfying(
            TarnException.class,
            error -> assertThat(error.kind()).isEqualTo(ErrorKind.UNAVAILABLE));
  }

  @Test
  void withoutTheCatalogNothingIsMadeUp() {
    assertThatThrownBy(this::path)
        .isInstanceOfSatisfying(
            TarnException.class,
            error -> assertThat(error.kind()).isEqualTo(ErrorKind.UNAVAILABLE));
  }

  private String path() {
    SourceManifest source = manifests.all(SourceManifest.class).getFirst().manifest();
    return ((SourceManifest.Http) source.origin()).path();
  }

  private static final class FakeCatalog extends CatalogClient {
    List<StoredManifest> stored;

    FakeCatalog() {
      super(null, null);
    }

    void declare(long version, String path) {
      String yaml =
          """
          kind: Source
          name: retail.bronze.orders
          http: { path: %s, format: json }
          """
              .formatted(path);
      stored = List.of(new StoredManifest("Source", "retail.bronze.orders", version, yaml));
    }

    @Override
    public List<StoredManifest> manifests(String kind) {
      if (stored == null) {
        throw new TarnException(ErrorKind.UNAVAILABLE, "catalog-service cannot be reached.");
      }
      return stored;
    }
  }
}

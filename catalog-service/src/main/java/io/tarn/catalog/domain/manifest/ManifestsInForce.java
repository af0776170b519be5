package io.tarn.catalog.domain.manifest;

import io.tarn.catalog.domain.permission.RuleBook;
import java.util.List;

/** The manifests in force, read again only when the rules have changed, as with each manifest. */
public class ManifestsInForce {
  private final ManifestStore store;
  private final RuleBook book;
  private volatile Known known = new Known(-1, List.of());

  private record Known(long version, List<StoredManifest> manifests) {}

  public ManifestsInForce(ManifestStore store, RuleBook book) {
    this.store = store;
    this.book = book;
  }

  /** By kind and name; at most as old as the rules that decide. */
  public List<StoredManifest> all() {
    long version = book.rules().version(); // first: what is read after it is not older
    Known last = known;
    if (last.version() != version) {
      last = new Known(version, store.inForce());
      known = last;
    }
    return last.manifests();
  }
}

package io.tarn.catalog.domain.alert;

import io.tarn.catalog.domain.watch.ProfileStore;
import io.tarn.catalog.domain.watch.UnusualAccess;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes an alert of unusual access: it fires for a while after it was last seen. */
public class AccessAlerts {
  private final ProfileStore found;
  private final AlertStore store;
  private final Notice notice;
  private final Clock clock;

  /**
   * Who is told, and how long.
   *
   * @param firing so long after it was seen an alert fires
   * @param shown so long it stays in the list
   */
  public record Notice(Optional<URI> webhook, Duration firing, Duration shown) {}

  public AccessAlerts(ProfileStore found, AlertStore store, Notice notice, Clock clock) {
    this.found = found;
    this.store = store;
    this.notice = notice;
    this.clock = clock;
  }

  /** One look, in a transaction of the caller's. */
  public void look() {
    Instant now = clock.instant();
    List<UnusualAccess> newest = found.newest(now.minus(notice.shown()));
    Standing standing = new Standing(store);
    standing.retain(
        newest.stream().map(UnusualAccess::alert).toList(), name -> !UnusualAccess.isAlert(name));
    for (UnusualAccess each : newest) {
      boolean firing = each.at().isAfter(now.minus(notice.firing()));
      standing.settle(each.alert(), new Finding(firing, each.detail()), now, notice.webhook());
    }
  }
}

package io.tarn.catalog.domain.alert;

import java.net.URI;
import java.util.Optional;

/** What webhooks must still hear of, each alert's changes in their order. */
public interface NoticeQueue {
  /**
   * The next notice that is due. It is due again after a pause that doubles with each attempt, in
   * case whoever took it does not come back.
   */
  Optional<DueNotice> take();

  void done(DueNotice notice);

  /**
   * A notice to send.
   *
   * @param attempts how often it was tried, this time included
   */
  record DueNotice(long id, String alert, URI webhook, String body, int attempts) {}
}

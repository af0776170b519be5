package io.tarn.catalog.persistence;

import io.tarn.catalog.domain.alert.NoticeQueue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.util.Optional;

@ApplicationScoped
@Transactional
class NoticeRepository implements NoticeQueue {
  /** Pauses of 1 s, 2 s, 4 s … to 5 minutes; a later change of an alert waits for the earlier. */
  private static final String TAKE =
      """
      UPDATE alert_notice SET attempts = attempts + 1,
        attempt_at = now() + least(300, power(2, attempts)) * interval '1 second'
      WHERE id = (
        SELECT n.id FROM alert_notice n
        WHERE n.attempt_at <= now()
          AND NOT EXISTS (SELECT FROM alert_notice o WHERE o.alert = n.alert AND o.id < n.id)
        ORDER BY n.attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING id, alert, webhook, body, attempts""";

  private final EntityManager database;

  NoticeRepository(EntityManager database) {
    this.database = database;
  }

  @Override
  public Optional<DueNotice> take() {
    return Rows.of(database.createNativeQuery(TAKE))
        .map(
            row ->
                new DueNotice(
                    (Long) row[0],
                    (String) row[1],
                    URI.create((String) row[2]),
                    (String) row[3],
                    (Integer) row[4]))
        .findFirst();
  }

  @Override
  public void done(DueNotice notice) {
    database
        .createNativeQuery("DELETE FROM alert_notice WHERE id = ?1")
        .setParameter(1, notice.id())
        .executeUpdate();
  }
}

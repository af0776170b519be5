package io.tarn.catalog.persistence;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.scheduler.Scheduled;
import io.tarn.catalog.config.CatalogConfig;
import io.tarn.catalog.domain.commit.Author;
import io.tarn.catalog.domain.idempotency.RequestKey;
import io.tarn.catalog.domain.idempotency.RequestKeys;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
@Transactional
class RequestKeyRepository implements PanacheRepositoryBase<RequestKeyEntity, UUID>, RequestKeys {
  /** Waits for a transaction that writes the same key. */
  private static final String INSERT =
      "INSERT INTO request_key (value, principal, request, refusal) VALUES (?1, ?2, ?3, ?4)"
          + " ON CONFLICT DO NOTHING";

  private final CatalogConfig config;

  RequestKeyRepository(CatalogConfig config) {
    this.config = config;
  }

  @Override
  public boolean claim(Author author) {
    return author.key().map(key -> insert(author, key, null)).orElse(true);
  }

  @Override
  public boolean refuse(Author author, String error) {
    return author.key().map(key -> insert(author, key, error)).orElse(true);
  }

  /** Without a transaction around the one question: that would be another round trip. */
  @Override
  @Transactional(Transactional.TxType.SUPPORTS)
  public Optional<Outcome> outcome(Author author) {
    return author.key().flatMap(key -> outcome(author, key));
  }

  /** A client may repeat a request until its key's life is over, by a clock of its own. */
  @Scheduled(
      every = "{tarn.catalog.key-lifetime}",
      skipExecutionIf = Scheduled.ApplicationNotRunning.class)
  void forget() {
    delete("cameAt < ?1", Instant.now().minus(config.keyLifetime().multipliedBy(2)));
  }

  private Optional<Outcome> outcome(Author author, RequestKey key) {
    Optional<RequestKeyEntity> known = findByIdOptional(key.value());
    known
        .filter(
            first ->
                !first.principal.equals(author.principal().toString())
                    || !first.request.equals(key.request()))
        .ifPresent(
            other -> {
              throw new TarnException(
                  ErrorKind.UNPROCESSABLE,
                  "Idempotency-Key %s was given to another request.".formatted(key.value()),
                  "Make one for each request; only the same request sent again has the same.");
            });
    return known.map(RequestKeyEntity::outcome);
  }

  private boolean insert(Author author, RequestKey key, String refusal) {
    return getEntityManager()
            .createNativeQuery(INSERT)
            .setParameter(1, key.value())
            .setParameter(2, author.principal().toString())
            .setParameter(3, key.request())
            .setParameter(4, refusal)
            .executeUpdate()
        == 1;
  }
}

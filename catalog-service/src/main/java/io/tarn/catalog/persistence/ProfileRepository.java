package io.tarn.catalog.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tarn.catalog.config.CatalogConfig;
import io.tarn.catalog.domain.watch.AccessProfile;
import io.tarn.catalog.domain.watch.ProfileStore;
import io.tarn.catalog.domain.watch.UnusualAccess;
import io.tarn.model.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
@Transactional
class ProfileRepository implements ProfileStore {
  private static final String BEGIN =
      "INSERT INTO access_watch (topic, next_offset) VALUES (?1, 0) ON CONFLICT DO NOTHING";
  private static final String NEXT =
      "SELECT next_offset FROM access_watch WHERE topic = ?1 FOR UPDATE";
  private static final String PUT =
      """
      INSERT INTO access_profile (principal, profile) VALUES (?1, CAST(?2 AS jsonb))
      ON CONFLICT (principal) DO UPDATE SET profile = excluded.profile""";
  private static final String NEWEST =
      """
      SELECT DISTINCT ON (principal, kind) principal, kind, at, detail FROM unusual_access
      WHERE at >= ?1 ORDER BY principal, kind, at DESC, id DESC""";

  private final EntityManager database;
  private final String topic;

  ProfileRepository(EntityManager database, CatalogConfig config) {
    this.database = database;
    this.topic = config.audit().topic();
  }

  @Override
  public long next() {
    query(BEGIN, topic).executeUpdate();
    return (Long) database.createNativeQuery(NEXT).setParameter(1, topic).getSingleResult();
  }

  @Override
  public void next(long offset) {
    query("UPDATE access_watch SET next_offset = ?2 WHERE topic = ?1", topic, offset)
        .executeUpdate();
  }

  @Override
  public Optional<AccessProfile> profile(String principal) {
    List<?> found =
        database
            .createNativeQuery(
                "SELECT CAST(profile AS text) FROM access_profile WHERE principal = ?1")
            .setParameter(1, principal)
            .getResultList();
    return found.stream().map(text -> read((String) text)).findFirst();
  }

  @Override
  public void put(String principal, AccessProfile profile) {
    query(PUT, principal, text(profile)).executeUpdate();
  }

  @Override
  public void add(UnusualAccess found) {
    query(
            "INSERT INTO unusual_access (principal, kind, at, detail) VALUES (?1, ?2, ?3, ?4)",
            found.principal(),
            found.kind().name(),
            found.at(),
            found.detail())
        .executeUpdate();
  }

  @Override
  public List<UnusualAccess> newest(Instant oldest) {
    return Rows.of(database.createNativeQuery(NEWEST).setParameter(1, oldest))
        .map(
            row ->
                new UnusualAccess(
                    (String) row[0],
                    UnusualAccess.Kind.valueOf((String) row[1]),
                    (Instant) row[2],
                    (String) row[3]))
        .toList();
  }

  private Query query(String sql, Object... parameters) {
    Query query = database.createNativeQuery(sql);
    for (int i = 0; i < parameters.length; i++) {
      query.setParameter(i + 1, parameters[i]);
    }
    return query;
  }

  private static AccessProfile read(String text) {
    try {
      return Json.MAPPER.readValue(text, AccessProfile.class);
    } catch (JsonProcessingException unreadable) {
      throw new IllegalStateException("a kept profile cannot be read", unreadable);
    }
  }

  private static String text(AccessProfile profile) {
    try {
      return Json.MAPPER.writeValueAsString(profile);
    } catch (JsonProcessingException unwritable) {
      throw new IllegalArgumentException("a profile must be a JSON value", unwritable);
    }
  }
}

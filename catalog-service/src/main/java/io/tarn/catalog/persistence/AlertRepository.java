package io.tarn.catalog.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.tarn.catalog.domain.alert.AlertState;
import io.tarn.catalog.domain.alert.AlertStore;
import io.tarn.model.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

@ApplicationScoped
@Transactional
class AlertRepository implements PanacheRepositoryBase<AlertEntity, String>, AlertStore {
  /** What a webhook is sent. */
  record Notice(String alert, String state, Instant since, String detail) {}

  @Override
  public void lock() {
    getEntityManager()
        .createNativeQuery("LOCK TABLE alert IN SHARE ROW EXCLUSIVE MODE")
        .executeUpdate();
  }

  @Override
  public List<AlertState> states() {
    return find("order by name").stream().map(AlertEntity::state).toList();
  }

  @Override
  public void put(AlertState state) {
    getEntityManager().merge(AlertEntity.of(state));
  }

  @Override
  public void retain(Collection<String> names) {
    for (AlertState state : states()) {
      if (!names.contains(state.name())) {
        deleteById(state.name());
      }
    }
  }

  @Override
  public void notify(AlertState state, URI webhook) {
    getEntityManager()
        .createNativeQuery("INSERT INTO alert_notice (alert, webhook, body) VALUES (?1, ?2, ?3)")
        .setParameter(1, state.name())
        .setParameter(2, webhook.toString())
        .setParameter(3, body(state))
        .executeUpdate();
  }

  private static String body(AlertState state) {
    try {
      return Json.MAPPER.writeValueAsString(
          new Notice(
              state.name(), state.firing() ? "firing" : "ok", state.since(), state.detail()));
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException("a notice is always JSON", unwritable);
    }
  }
}

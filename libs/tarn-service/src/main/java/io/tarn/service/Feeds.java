package io.tarn.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.Blocking;
import io.tarn.model.event.ManifestChanged;
import io.tarn.model.event.PoliciesChanged;
import io.tarn.model.event.TableCommitted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * What catalog-service announces, as CDI events. Every instance hears every event; an event is a
 * hint to look the state up, so one that cannot be read or is lost does no lasting harm.
 */
@ApplicationScoped
class Feeds {
  private static final Logger LOG = Logger.getLogger(Feeds.class);

  private final ObjectMapper json;
  private final Event<TableCommitted> commits;
  private final Event<ManifestChanged> manifests;
  private final Event<PoliciesChanged> policies;

  Feeds(
      ObjectMapper json,
      Event<TableCommitted> commits,
      Event<ManifestChanged> manifests,
      Event<PoliciesChanged> policies) {
    this.json = json;
    this.commits = commits;
    this.manifests = manifests;
    this.policies = policies;
  }

  @Blocking
  @Incoming("table-commits")
  void commit(String payload) {
    fire(commits, payload, TableCommitted.class);
  }

  @Blocking
  @Incoming("manifests")
  void manifest(String payload) {
    fire(manifests, payload, ManifestChanged.class);
  }

  @Blocking
  @Incoming("policies")
  void policy(String payload) {
    fire(policies, payload, PoliciesChanged.class);
  }

  private <T> void fire(Event<T> event, String payload, Class<T> type) {
    try {
      event.fire(json.readValue(payload, type));
    } catch (JsonProcessingException unreadable) {
      LOG.errorf(unreadable, "A %s could not be read: %s", type.getSimpleName(), payload);
    }
  }
}

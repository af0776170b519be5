package io.tarn.catalog.keycloak;

import io.tarn.catalog.domain.permission.Directory;
import io.tarn.model.Principal;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.UsersResource;
import org.keycloak.representations.idm.AdminEventRepresentation;
import org.keycloak.representations.idm.GroupRepresentation;

/** The realm's users, service accounts and admin events. */
@ApplicationScoped
class KeycloakDirectory implements Directory {
  private static final String SERVICE_ACCOUNT = "service-account-";

  /** A client may be deleted with its service account. */
  private static final List<String> CONCERNED =
      List.of("USER", "GROUP", "GROUP_MEMBERSHIP", "CLIENT");

  private static final String USERS = "users/";

  private final RealmResource realm;

  KeycloakDirectory(RealmResource realm) {
    this.realm = realm;
  }

  @Override
  public Optional<Member> member(Principal who) {
    return switch (who.kind()) {
      case USER -> named(who.name());
      case SERVICE -> named(SERVICE_ACCOUNT + who.name());
      case GROUP -> Optional.empty();
    };
  }

  /** Groups go by their plain name, as in tokens. */
  private Optional<Member> named(String username) {
    UsersResource users = realm.users();
    return users.searchByUsername(username, true).stream()
        .filter(user -> user.getUsername().equals(username) && user.isEnabled())
        .findFirst()
        .map(
            user ->
                new Member(
                    user.getId(),
                    users.get(user.getId()).groups().stream()
                        .map(GroupRepresentation::getName)
                        .collect(Collectors.toSet())));
  }

  @Override
  public List<Change> changes(Instant since) {
    if (!realm.getRealmEventsConfig().isAdminEventsEnabled()) {
      throw new TarnException(
          ErrorKind.UNAVAILABLE,
          "The Keycloak realm keeps no admin events, so nobody knows whether groups changed.",
          "Turn them on: realm settings, events, admin events settings, save events.");
    }
    return realm
        .getAdminEvents(
            null,
            null,
            null,
            null,
            null,
            null,
            CONCERNED,
            Long.toString(since.toEpochMilli()),
            null,
            0,
            MOST_CHANGES,
            "desc")
        .stream()
        .map(KeycloakDirectory::change)
        .toList();
  }

  private static Change change(AdminEventRepresentation event) {
    String path = event.getResourcePath() == null ? "" : event.getResourcePath();
    return new Change(
        "%d %s %s %s"
            .formatted(event.getTime(), event.getOperationType(), event.getResourceType(), path),
        Instant.ofEpochMilli(event.getTime()),
        path.startsWith(USERS)
            ? Optional.of(path.substring(USERS.length()).split("/", 2)[0])
            : Optional.empty());
  }
}

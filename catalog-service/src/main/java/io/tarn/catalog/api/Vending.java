package io.tarn.catalog.api;

import io.tarn.catalog.domain.Privilege;
import io.tarn.catalog.tables.StoreCredentials;
import io.tarn.catalog.tables.TableFiles;
import io.tarn.model.TableName;
import jakarta.enterprise.context.RequestScoped;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.rest.credentials.Credential;
import org.apache.iceberg.rest.credentials.ImmutableCredential;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Hands out keys to a table's files, that do what the caller may do with them. */
@RequestScoped
class Vending {
  private final StoreCredentials store;
  private final TableFiles files;
  private final FileGuard access;
  private final Guard guard;
  private final CallerIdentity caller;

  Vending(
      StoreCredentials store,
      TableFiles files,
      FileGuard access,
      Guard guard,
      CallerIdentity caller) {
    this.store = store;
    this.files = files;
    this.access = access;
    this.guard = guard;
    this.caller = caller;
  }

  /** Whether the store has keys to hand out. */
  boolean isPossible() {
    return store.isOpen();
  }

  /** Keys for a table; none for whoever may not read all of it, and where the store has none. */
  Optional<Credential> credential(TableName table, String location) {
    return store.areFor(location)
        ? access.right(table).map(right -> credential(table, location, right))
        : Optional.empty();
  }

  /** Keys for a table that the caller may make, and will write before. */
  Optional<Credential> staged(TableName table, String location) {
    return store.areFor(location)
        ? Optional.of(credential(table, location, Privilege.MODIFY))
        : Optional.empty();
  }

  /**
   * New keys, for a table that is there or that the caller staged.
   *
   * @throws BadRequestException when there are none
   */
  Credential renewed(TableName table) {
    Optional<String> made = files.location(table);
    Optional<Credential> keys;
    if (made.isEmpty() && access.mayStage(table)) {
      keys =
          files
              .stagedLocation(table, caller.identity().self())
              .flatMap(location -> staged(table, location));
    } else {
      guard.requireMetadata(table);
      keys = made.flatMap(location -> credential(table, location));
    }
    return keys.orElseThrow(
        () ->
            new BadRequestException(
                "There are no credentials for %s: ask for remote-signing", table));
  }

  private Credential credential(TableName table, String location, Privilege right) {
    Credentials keys = store.vend(caller.identity().self(), location, right == Privilege.MODIFY);
    access.accountForKeys(table, right, keys.expiration());
    return ImmutableCredential.builder()
        .prefix(location + "/")
        .config(
            Map.of(
                "s3.access-key-id",
                keys.accessKeyId(),
                "s3.secret-access-key",
                keys.secretAccessKey(),
                "s3.session-token",
                keys.sessionToken(),
                "s3.session-token-expires-at-ms",
                Long.toString(keys.expiration().toEpochMilli())))
        .build();
  }
}

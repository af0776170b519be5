package io.tarn.catalog.api;

import io.tarn.catalog.domain.commit.Author;
import io.tarn.catalog.domain.idempotency.RepeatedRequestException;
import io.tarn.catalog.domain.idempotency.RequestKey;
import io.tarn.catalog.domain.idempotency.RequestKeys;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.iceberg.exceptions.BadRequestException;

/**
 * Does what a request asks for once, however often a client that got no answer sends it again with
 * the same {@code Idempotency-Key}, as Iceberg's REST specification has it. A refusal that is final
 * is answered again as it was; what was done, with the state of now.
 */
@RequestScoped
class Idempotency {
  private static final String HEADER = "Idempotency-Key";

  private final HttpServerRequest request;
  private final RequestKeys keys;
  private final CallerIdentity caller;

  Idempotency(HttpServerRequest request, RequestKeys keys, CallerIdentity caller) {
    this.request = request;
    this.keys = keys;
    this.caller = caller;
  }

  /** The answer to a request of which there is nothing to say once it is done. */
  Response once(String body, Consumer<Author> change) {
    return once(
        body,
        author -> {
          change.accept(author);
          return Response.noContent().build();
        },
        () -> Response.noContent().build());
  }

  /**
   * The answer to the request. Nobody looks first whether it came before, for few do: it is looked
   * up once the request fails for a reason that its being done may be.
   *
   * @param change does it; notes the author's key in the transaction in which it is done
   * @param done answers when it was done before; asks for whatever right its answer needs
   */
  Response once(String body, Function<Author, Response> change, Supplier<Response> done) {
    Author author = author(body);
    try {
      return change.apply(author);
    } catch (RuntimeException failure) {
      if (isNew(failure, author)) {
        throw failure;
      }
      return before(author, done).orElseThrow(() -> failure);
    }
  }

  /**
   * Whether it did not come of the request's being done before, as by whoever drops what he owns.
   */
  private boolean isNew(RuntimeException failure, Author author) {
    return IcebergError.isFinal(failure)
        ? keys.refuse(author, IcebergError.of(failure).json())
        : !(failure instanceof RepeatedRequestException) && !IcebergError.isForbidden(failure);
  }

  private Optional<Response> before(Author author, Supplier<Response> done) {
    return keys.outcome(author)
        .map(
            outcome ->
                switch (outcome) {
                  case RequestKeys.Outcome.Done again -> done.get();
                  case RequestKeys.Outcome.Refused(String error) ->
                      IcebergError.parse(error).response();
                });
  }

  private Author author(String body) {
    return new Author(
        caller.identity().self(),
        Instant.now().truncatedTo(ChronoUnit.MILLIS),
        Optional.ofNullable(request.getHeader(HEADER)).map(written -> key(written, body)));
  }

  private RequestKey key(String written, String body) {
    try {
      return new RequestKey(
          UUID.fromString(written),
          "%s %s %s".formatted(request.method(), request.uri(), digest(body)));
    } catch (IllegalArgumentException no) {
      throw new BadRequestException(no, "%s is a UUID, not '%s'", HEADER, written);
    }
  }

  private static String digest(String body) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

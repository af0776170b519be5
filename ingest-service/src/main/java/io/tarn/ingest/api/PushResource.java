package io.tarn.ingest.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.tarn.ingest.config.IngestConfig;
import io.tarn.ingest.domain.RecordSplitter;
import io.tarn.ingest.messaging.RawProducer;
import io.tarn.ingest.messaging.RawProducer.Accepted;
import io.tarn.ingest.sources.Sources;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.manifest.SourceManifest;
import io.tarn.service.Caller;
import io.tarn.service.Decisions;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/** Takes pushed events: each is on its topic, for good, before the answer goes out. */
@Path("/push")
public class PushResource {
  private static final String NDJSON = "application/x-ndjson";

  private final Sources sources;
  private final PushAccess access;
  private final RawProducer producer;
  private final IngestConfig config;

  /**
   * The answer.
   *
   * @param records where each record went, in the order of the request
   */
  public record Pushed(String source, List<Accepted> records) {}

  PushResource(Sources sources, PushAccess access, RawProducer producer, IngestConfig config) {
    this.sources = sources;
    this.access = access;
    this.producer = producer;
    this.config = config;
  }

  @POST
  @Path("/{path: .+}")
  @Consumes(MediaType.WILDCARD)
  @Produces(MediaType.APPLICATION_JSON)
  @ResponseStatus(202)
  @RunOnVirtualThread
  public Pushed push(
      @RestPath String path, @Context HttpHeaders headers, @Context Caller caller, byte[] body) {
    SourceManifest source = source("/" + path);
    Decisions decisions = access.require(caller, source.table());
    byte[] received = body == null ? new byte[0] : body;
    refuseBeyond(config.maxRequest().asLongValue(), received.length, "request");
    List<byte[]> payloads = isLines(headers) ? lines(received) : List.of(received);
    payloads.forEach(one -> refuseBeyond(config.maxRecord().asLongValue(), one.length, "record"));
    return new Pushed(
        source.name(),
        access.audited(
            caller,
            decisions,
            () -> producer.send(source.table(), payloads, PushedHeaders.kept(headers))));
  }

  private SourceManifest source(String path) {
    return sources
        .pushedTo(path)
        .or(
            () -> {
              sources.follow(); // it may have been declared a moment ago
              return sources.pushedTo(path);
            })
        .orElseThrow(
            () ->
                new TarnException(
                    ErrorKind.NOT_FOUND,
                    "No source is pushed to under " + path,
                    "Is a Source with http: { path: %s } applied?".formatted(path)));
  }

  private static boolean isLines(HttpHeaders headers) {
    return Optional.ofNullable(headers.getHeaderString(HttpHeaders.CONTENT_TYPE))
        .map(type -> type.toLowerCase(Locale.ROOT).startsWith(NDJSON))
        .orElse(false);
  }

  private List<byte[]> lines(byte[] body) {
    RecordSplitter splitter =
        new RecordSplitter(new ByteArrayInputStream(body), SourceManifest.Format.json, body.length);
    List<byte[]> lines = new ArrayList<>();
    try {
      for (Optional<byte[]> next = splitter.next(); next.isPresent(); next = splitter.next()) {
        lines.add(next.get());
        if (lines.size() > config.maxRecords()) {
          throw new TarnException(
              ErrorKind.TOO_LARGE,
              "A request may have %d records, this one has more".formatted(config.maxRecords()),
              "Send fewer at once, or raise tarn.ingest.max-records.");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }

  private static void refuseBeyond(long limit, long size, String what) {
    if (size > limit) {
      throw new TarnException(
          ErrorKind.TOO_LARGE,
          "A %s may have %d bytes, this one has %d".formatted(what, limit, size),
          "Send less at once, or raise tarn.ingest.max-%s.".formatted(what));
    }
  }
}

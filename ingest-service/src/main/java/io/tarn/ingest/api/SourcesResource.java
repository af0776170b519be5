package io.tarn.ingest.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.tarn.ingest.sources.Sources;
import io.tarn.ingest.sources.Sources.State;
import io.tarn.model.manifest.SourceManifest;
import io.tarn.service.Access;
import io.tarn.service.Authorizer;
import io.tarn.service.Caller;
import io.tarn.service.Decisions;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** How far each source has come. */
@Path("/api/v1/sources")
public class SourcesResource {
  private final Sources sources;
  private final Authorizer authorizer;

  /**
   * One source.
   *
   * @param kind http or files
   * @param path what it is pushed to, or where its files lie
   * @param trouble what goes wrong now; left out when all is well
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SourceState(
      String source,
      String kind,
      String path,
      long acceptedRecords,
      Map<String, Long> committedEnds,
      long lagRecords,
      String trouble) {}

  SourcesResource(Sources sources, Authorizer authorizer) {
    this.sources = sources;
    this.authorizer = authorizer;
  }

  /** Those the caller may read or write. */
  @GET
  @RunOnVirtualThread
  public List<SourceState> sources(@Context Caller caller) {
    List<State> all = sources.states();
    if (all.isEmpty()) {
      return List.of();
    }
    List<Decisions.Decision> mayRead = decided(caller, all, "SELECT");
    List<Decisions.Decision> mayWrite = decided(caller, all, "MODIFY");
    return IntStream.range(0, all.size())
        .filter(i -> mayRead.get(i).allowed() || mayWrite.get(i).allowed())
        .mapToObj(i -> shown(all.get(i)))
        .toList();
  }

  private List<Decisions.Decision> decided(Caller caller, List<State> all, String privilege) {
    List<Access> accesses =
        all.stream().map(state -> new Access(state.manifest().name(), privilege)).toList();
    return authorizer.authorize(caller, accesses).decisions();
  }

  private static SourceState shown(State state) {
    SourceManifest source = state.manifest();
    return new SourceState(
        source.name(),
        switch (source.origin()) {
          case SourceManifest.Http http -> "http";
          case SourceManifest.Files files -> "files";
        },
        switch (source.origin()) {
          case SourceManifest.Http http -> http.path();
          case SourceManifest.Files files -> "s3://" + files.bucket() + "/" + files.prefix();
        },
        state.progress().acceptedRecords(),
        state.progress().committedEnds(),
        state.progress().lagRecords(),
        state.progress().trouble().orElse(null));
  }
}

package io.tarn.catalog.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.tarn.catalog.domain.audit.AuditTable;
import io.tarn.catalog.domain.audit.Auditing;
import io.tarn.catalog.domain.audit.ChainCheck;
import io.tarn.catalog.domain.audit.ChainedEvent;
import io.tarn.model.event.Accessed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestQuery;

/** Who did what, and whether the record of it is whole. */
@Path("/api/v1/audit")
public class AuditResource {
  private static final int MOST = 10_000;

  private final Auditing auditing;
  private final CallerIdentity caller;

  AuditResource(Auditing auditing, CallerIdentity caller) {
    this.auditing = auditing;
    this.caller = caller;
  }

  /** An event and its place in the chain. */
  public record Entry(long position, String hash, @JsonUnwrapped Accessed event) {
    static Entry of(ChainedEvent chained) {
      return new Entry(chained.position(), chained.hash(), chained.event());
    }
  }

  @GET
  public List<Entry> newest(
      @RestQuery String securable,
      @RestQuery String principal,
      @RestQuery @DefaultValue("100") int limit) {
    AuditTable.Filter filter =
        new AuditTable.Filter(
            Optional.ofNullable(securable),
            Optional.ofNullable(principal),
            Math.clamp(limit, 1, MOST));
    return auditing.newest(caller.identity(), filter).stream().map(Entry::of).toList();
  }

  @GET
  @Path("/verification")
  public ChainCheck.Verification verification() {
    return auditing.verification(caller.identity());
  }
}

package io.tarn.catalog.api;

import io.tarn.catalog.domain.alert.AlertBoard;
import io.tarn.catalog.domain.alert.AlertState;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;

/** What somebody must be told. */
@Path("/api/v1/alerts")
public class AlertResource {
  private final AlertBoard board;
  private final CallerIdentity caller;

  AlertResource(AlertBoard board, CallerIdentity caller) {
    this.board = board;
    this.caller = caller;
  }

  /** How an alert stands: {@code firing} or {@code ok}. */
  public record Alert(String name, String state, Instant since, String detail) {
    static Alert of(AlertState state) {
      return new Alert(
          state.name(), state.firing() ? "firing" : "ok", state.since(), state.detail());
    }
  }

  @GET
  public List<Alert> visible() {
    return board.visible(caller.identity()).stream().map(Alert::of).toList();
  }
}

package io.tarn.ml.api;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.manifest.ModelManifest;
import io.tarn.service.Access;
import io.tarn.service.AuditLog;
import io.tarn.service.Authorizer;
import io.tarn.service.Caller;
import io.tarn.service.Decisions;
import jakarta.enterprise.context.RequestScoped;
import java.util.List;

/** A model has the rights of the table it writes. */
@RequestScoped
class ModelAccess {
  private final Authorizer authorizer;
  private final AuditLog audit;
  private final Caller caller;

  ModelAccess(Authorizer authorizer, AuditLog audit, Caller caller) {
    this.authorizer = authorizer;
    this.audit = audit;
    this.caller = caller;
  }

  boolean mayRead(ModelManifest model) {
    return authorizer.authorize(caller, List.of(Access.select(model.output()))).allowed();
  }

  void read(ModelManifest model, String action) {
    record(action, authorizer.require(caller, List.of(Access.select(model.output()))));
  }

  void change(ModelManifest model) {
    record("TRAIN", authorizer.require(caller, List.of(Access.modify(model.output()))));
  }

  /** Numbers straight from the model would go around a filter or mask on its table: then none. */
  Decisions mayPredict(ModelManifest model) {
    Decisions decisions = authorizer.require(caller, List.of(Access.select(model.output())));
    Decisions.Decision decision = decisions.about(model.output().toString());
    if (decision.rowFilter() != null || !decision.columnMasks().isEmpty()) {
      String reason =
          "%s is under a row filter or mask for you, so its model does not answer."
              .formatted(model.output());
      audit.record(audit.refused(caller, decisions, reason));
      throw new TarnException(
          ErrorKind.FORBIDDEN, reason, "Query the table: POST /sql shows the rows you may see.");
    }
    return decisions;
  }

  /**
   * Writes down that numbers leave.
   *
   * @param rows how many
   */
  void predicted(Decisions decisions, long rows) {
    audit.record(audit.allowed(caller, "PREDICT", decisions, null, rows));
  }

  private void record(String action, Decisions decisions) {
    audit.record(audit.allowed(caller, action, decisions, null, null));
  }
}

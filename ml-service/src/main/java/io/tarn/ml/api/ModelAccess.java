package io.tarn.ml.api;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.manifest.ModelManifest;
import io.tarn.service.Access;
import io.tarn.service.AuditLog;
import io.tarn.service.Authorizer;
import io.tarn.service.Caller;
import io.tarn.service.Decisions;
import io.tarn.service.Decisions.Decision;
import jakarta.enterprise.context.RequestScoped;
import java.util.List;

/**
 * A model is used by those who may execute it. What it predicts is what stands in the table it
 * writes, so its numbers go to those only who may read all of that table, and it is trained by
 * those who may write there.
 */
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

  boolean mayUse(ModelManifest model) {
    return authorizer.authorize(caller, List.of(Access.execute(model.name()))).allowed();
  }

  void use(ModelManifest model) {
    record("EXECUTE", authorizer.require(caller, List.of(Access.execute(model.name()))));
  }

  void change(ModelManifest model) {
    record("TRAIN", authorizer.require(caller, List.of(Access.modify(model.output()))));
  }

  /** Numbers straight from the model would go around a filter or mask on its table: then none. */
  Decisions mayPredict(ModelManifest model) {
    Decisions decisions =
        authorizer.require(
            caller, List.of(Access.execute(model.name()), Access.select(model.output())));
    if (!decisions.decisions().stream().allMatch(Decision::whole)) {
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
   * Writes down that numbers leave, or an error that may name series.
   *
   * @param rows how many numbers, or null for an error
   */
  void predicted(Decisions decisions, Long rows) {
    audit.record(audit.allowed(caller, "PREDICT", decisions, null, rows));
  }

  private void record(String action, Decisions decisions) {
    audit.record(audit.allowed(caller, action, decisions, null, null));
  }
}

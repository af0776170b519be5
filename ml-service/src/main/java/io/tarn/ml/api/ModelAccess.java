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
  void predict(ModelManifest model) {
    Decisions decisions = authorizer.require(caller, List.of(Access.select(model.output())));
    Decisions.Decision decision = decisions.about(model.output().toString());
    if (decision.rowFilter() != null || !decision.columnMasks().isEmpty()) {
      throw new TarnException(
          ErrorKind.FORBIDDEN,
          "%s is under a row filter or mask for you, so its model does not answer."
              .formatted(model.output()),
          "Query the table: POST /sql shows the rows you may see.");
    }
    record("PREDICT", decisions);
  }

  private void record(String action, Decisions decisions) {
    audit.record(audit.allowed(caller, action, decisions, null, null));
  }
}

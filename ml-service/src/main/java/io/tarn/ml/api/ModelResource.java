package io.tarn.ml.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.tarn.ml.domain.ModelVersion;
import io.tarn.ml.domain.SavedModel.Prediction;
import io.tarn.ml.domain.TrainingRun;
import io.tarn.ml.persistence.ModelRegistry;
import io.tarn.ml.training.Predictions;
import io.tarn.ml.training.TrainingThread;
import io.tarn.model.TableName;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.manifest.ModelManifest;
import io.tarn.service.Decisions;
import io.tarn.service.DeclaredManifests;
import io.tarn.service.DeclaredManifests.Declared;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;

/** Models: what was trained, how good it is, what it expects. */
@Path("/api/v1/models")
@RunOnVirtualThread
public class ModelResource {
  private static final int SHOWN = 50;

  /** One model in a list; {@code latest} is null before the first training. */
  public record Summary(
      String name, TableName from, TableName output, int horizon, ModelVersion latest) {}

  /** One model with its history, newest first. */
  public record Details(
      String name,
      TableName from,
      TableName output,
      int horizon,
      List<ModelVersion> versions,
      List<TrainingRun> runs) {}

  /** What is asked of a model; a missing horizon means 1 week. */
  public record Question(String series, Integer horizon) {}

  /** What it answers. */
  public record Answer(String model, int version, String algorithm, List<Prediction> predictions) {}

  private final DeclaredManifests manifests;
  private final ModelRegistry registry;
  private final Predictions predictions;
  private final TrainingThread training;
  private final ModelAccess access;

  ModelResource(
      DeclaredManifests manifests,
      ModelRegistry registry,
      Predictions predictions,
      TrainingThread training,
      ModelAccess access) {
    this.manifests = manifests;
    this.registry = registry;
    this.predictions = predictions;
    this.training = training;
    this.access = access;
  }

  /** Those the caller may execute. */
  @GET
  public List<Summary> list() {
    return manifests.all(ModelManifest.class).stream()
        .map(Declared::manifest)
        .filter(access::mayUse)
        .map(
            model ->
                new Summary(
                    model.name(),
                    model.from(),
                    model.output(),
                    model.horizon(),
                    registry.latest(model.name()).orElse(null)))
        .toList();
  }

  @GET
  @Path("/{name}")
  public Details details(@PathParam("name") String name) {
    ModelManifest model = declared(name).manifest();
    access.use(model);
    return new Details(
        model.name(),
        model.from(),
        model.output(),
        model.horizon(),
        registry.versions(name, SHOWN),
        registry.runs(name, SHOWN));
  }

  /** Trains now, and answers when it is done. */
  @POST
  @Path("/{name}/train")
  public ModelVersion train(@PathParam("name") String name) {
    Declared<ModelManifest> declared = declared(name);
    access.change(declared.manifest());
    return training.train(declared);
  }

  @POST
  @Path("/{name}/predict")
  public Answer predict(@PathParam("name") String name, Question question) {
    if (question == null || question.series() == null) {
      throw new TarnException(
          ErrorKind.INVALID,
          "A prediction needs a series.",
          "Send {\"series\": \"…\", \"horizon\": 1}.");
    }
    Decisions decisions = access.mayPredict(declared(name).manifest());
    int horizon = question.horizon() == null ? 1 : question.horizon();
    Predictions.Answer answer;
    try {
      answer = predictions.predict(name, question.series(), horizon);
    } catch (RuntimeException failed) {
      access.predicted(decisions, null);
      throw failed;
    }
    access.predicted(decisions, (long) answer.predictions().size());
    return new Answer(
        name, answer.version().version(), answer.version().algorithm(), answer.predictions());
  }

  private Declared<ModelManifest> declared(String name) {
    return manifests.all(ModelManifest.class).stream()
        .filter(declared -> declared.manifest().name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new TarnException(
                    ErrorKind.NOT_FOUND,
                    "There is no model %s.".formatted(name),
                    "GET /api/v1/models lists those you may see."));
  }
}

package io.tarn.service.steps.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.tarn.model.TableName;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.event.RunEnded;
import io.tarn.service.Access;
import io.tarn.service.AuditLog;
import io.tarn.service.Authorizer;
import io.tarn.service.Caller;
import io.tarn.service.Decisions;
import io.tarn.service.steps.Steps;
import io.tarn.steps.Extent;
import io.tarn.steps.StepStatus;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The steps this service runs. */
@Path("/api/v1/steps")
public class StepsResource {
  private final Steps steps;
  private final Authorizer authorizer;
  private final AuditLog audit;

  /** A step and how it stands; lastRun is null before the first. */
  public record StepState(String table, String mode, String state, RunEnded lastRun) {}

  /** What came of a refresh; run is null when there was nothing to do. */
  public record Refreshed(RunEnded run) {}

  StepsResource(Steps steps, Authorizer authorizer, AuditLog audit) {
    this.steps = steps;
    this.authorizer = authorizer;
    this.audit = audit;
  }

  /** Those whose table the caller may read. */
  @GET
  @RunOnVirtualThread
  public List<StepState> steps(@Context Caller caller) {
    List<StepStatus> all = steps.statuses();
    if (all.isEmpty()) {
      return List.of();
    }
    Set<Access> allowed = allowed(caller, all);
    return all.stream()
        .filter(step -> allowed.contains(Access.select(step.table())))
        .map(step -> shown(step, allowed))
        .toList();
  }

  /** Of what it takes to see the steps, their inputs, and why they failed. */
  private Set<Access> allowed(Caller caller, List<StepStatus> steps) {
    List<Access> wanted =
        steps.stream()
            .flatMap(
                step ->
                    Stream.concat(
                        Stream.of(Access.select(step.table()), Access.modify(step.table())),
                        step.lastRun().stream()
                            .flatMap(run -> run.inputs().stream())
                            .map(input -> Access.select(input.table()))))
            .distinct()
            .toList();
    List<Decisions.Decision> decisions = authorizer.authorize(caller, wanted).decisions();
    return IntStream.range(0, wanted.size())
        .filter(i -> decisions.get(i).allowed())
        .mapToObj(wanted::get)
        .collect(Collectors.toSet());
  }

  /**
   * Runs a step now and answers with its account, whether it succeeded or failed.
   *
   * @param full everything anew, from all rows of the inputs
   */
  @POST
  @Path("/{table}/refresh")
  @RunOnVirtualThread
  public Refreshed refresh(
      @PathParam("table") String table,
      @QueryParam("full") @DefaultValue("false") boolean full,
      @Context Caller caller) {
    TableName name = name(table);
    List<Access> wanted = List.of(Access.modify(name));
    Decisions decisions = authorizer.require(caller, wanted);
    audit.record(audit.allowed(caller, "REFRESH", decisions, null, null));
    return new Refreshed(steps.run(name, full ? Extent.everything : Extent.asNeeded).orElse(null));
  }

  private static TableName name(String table) {
    try {
      return TableName.parse(table);
    } catch (IllegalArgumentException notAName) {
      throw new TarnException(ErrorKind.INVALID, notAName.getMessage());
    }
  }

  private static StepState shown(StepStatus step, Set<Access> allowed) {
    return new StepState(
        step.table().toString(),
        step.mode().name(),
        step.state().name(),
        step.lastRun()
            .map(
                run ->
                    run.shown(
                        allowed.contains(Access.modify(step.table())),
                        input -> allowed.contains(Access.select(input))))
            .orElse(null));
  }
}

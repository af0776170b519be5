package io.tarn.catalog.api;

import io.tarn.catalog.domain.Identity;
import io.tarn.catalog.domain.Privilege;
import io.tarn.catalog.domain.permission.Access;
import io.tarn.catalog.domain.permission.Decision;
import io.tarn.catalog.domain.permission.RuleBook;
import io.tarn.catalog.domain.permission.Rules;
import io.tarn.catalog.domain.permission.Securable;
import io.tarn.service.Decisions;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;

/** Tells callers what they may do, all of a request at once. */
@Path("/api/v1/authorize")
public class AuthorizeResource {
  private final RuleBook book;
  private final CallerIdentity caller;

  AuthorizeResource(RuleBook book, CallerIdentity caller) {
    this.book = book;
    this.caller = caller;
  }

  /**
   * Everything a request needs.
   *
   * @param policyVersion one that the caller knows to be in force, or 0: another replica may have
   *     announced it already
   */
  public record Question(List<io.tarn.service.Access> accesses, long policyVersion) {}

  @POST
  public Decisions authorize(Question question) {
    List<Access> accesses =
        Written.required("accesses", Written.required("body", question).accesses()).stream()
            .map(AuthorizeResource::access)
            .toList();
    Rules rules = book.rules(question.policyVersion());
    Identity who = caller.identity();
    return new Decisions(
        who.self(),
        rules.version(),
        accesses.stream().map(access -> answer(rules.decide(who, access))).toList());
  }

  private static Access access(io.tarn.service.Access asked) {
    return Written.read(
        () ->
            new Access(
                Securable.parse(Written.required("securable", asked.securable())),
                Privilege.parse(Written.required("privilege", asked.privilege()))));
  }

  private static Decisions.Decision answer(Decision decision) {
    return new Decisions.Decision(
        decision.access().securable().toString(),
        decision.access().privilege().toString(),
        decision.allowed(),
        decision.reason(),
        decision.rowFilter().orElse(null),
        decision.columnMasks());
  }
}

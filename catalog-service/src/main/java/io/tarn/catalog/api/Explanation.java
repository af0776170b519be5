package io.tarn.catalog.api;

import io.tarn.catalog.domain.Identity;
import io.tarn.catalog.domain.permission.Access;
import io.tarn.catalog.domain.permission.AppliedMask;
import io.tarn.catalog.domain.permission.Decision;
import io.tarn.catalog.domain.permission.Securable;
import io.tarn.model.Principal;
import java.util.List;
import java.util.SortedMap;

/**
 * Why somebody may or may not.
 *
 * @param groups without {@code group:}, as they are given in the question
 * @param missing what nobody granted of all that it needs, as {@code USE CATALOG on retail}
 * @param considered the securables whose grants count, the one asked about first
 */
public record Explanation(
    boolean allowed,
    String reason,
    String securable,
    String privilege,
    Principal principal,
    List<String> groups,
    List<String> missing,
    List<String> considered,
    String rowFilter,
    SortedMap<String, AppliedMask> columnMasks) {
  static Explanation of(Identity who, Decision decision, List<Access> missing) {
    Access access = decision.access();
    return new Explanation(
        decision.allowed(),
        decision.reason(),
        access.securable().toString(),
        access.privilege().toString(),
        who.self(),
        who.groups().stream().map(Principal::name).toList(),
        missing.stream().map(Access::toString).toList(),
        access.securable().upwards().map(Securable::toString).toList(),
        decision.rowFilter().orElse(null),
        decision.masks());
  }
}

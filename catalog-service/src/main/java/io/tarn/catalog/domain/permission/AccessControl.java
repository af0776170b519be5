package io.tarn.catalog.domain.permission;

import io.tarn.catalog.domain.Identity;
import io.tarn.catalog.domain.audit.AuditTrail;
import io.tarn.model.TableName;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.util.List;

/** Decides from the rules in force; what it refuses to admit it writes down. */
public class AccessControl {
  private static final String ASK = "Ask an owner of the data, or an administrator, for a grant.";

  private final RuleBook book;
  private final AuditTrail trail;

  public AccessControl(RuleBook book, AuditTrail trail) {
    this.book = book;
    this.trail = trail;
  }

  /** Which columns carry which tags. */
  public ColumnTags tags() {
    return book.rules().restrictions().tags();
  }

  public boolean allows(Identity who, Access access) {
    return book.rules().allows(who, access);
  }

  /** Whether the caller is one of the services that enforce the rules for others. */
  public boolean trusts(Identity who) {
    return book.rules().trusts(who);
  }

  /** Whether the caller may know that the table exists, its columns and their tags. */
  public boolean sees(Identity who, TableName table) {
    return book.rules().sees(who, table);
  }

  /** Whether the caller may know of its counts, commits and runs too. */
  public boolean seesFigures(Identity who, TableName table) {
    return book.rules().seesFigures(who, table);
  }

  /** Whether the caller may know of them of every table in a namespace. */
  public boolean seesAllFigures(Identity who, Securable namespace) {
    return book.rules().seesAllFigures(who, namespace);
  }

  /** Whether the caller may know that the namespace exists, whatever it holds. */
  public boolean seesNamespace(Identity who, Securable namespace) {
    return book.rules().seesNamespace(who, namespace);
  }

  public Decision decide(Identity who, Access access) {
    return book.rules().decide(who, access);
  }

  /**
   * The decision, where a refusal ends the request and is written down.
   *
   * @throws TarnException FORBIDDEN, with the reason
   */
  public Decision admit(Identity who, Access access) {
    Decision decision = decide(who, access);
    if (!decision.allowed()) {
      throw refusal(who, access, decision.reason());
    }
    return decision;
  }

  /**
   * The same, where a part is not enough: no filter, no mask may hide anything.
   *
   * @throws TarnException FORBIDDEN, with the reason
   */
  public Decision admitWhole(Identity who, Access access) {
    Decision decision = admit(who, access);
    if (!decision.whole()) {
      throw refusal(who, access, "only a part of it may be seen: " + decision.reason());
    }
    return decision;
  }

  /**
   * Ends the request unless the caller may change what the rules say of a securable. Another
   * replica may have changed it a moment ago, and a change that builds on what was before stays
   * wrong: the store is asked first.
   *
   * @throws TarnException FORBIDDEN, with the reason
   */
  public void admitChange(Identity who, Securable securable) {
    book.refresh();
    admit(who, Access.manage(securable));
  }

  /**
   * Ends the request unless the caller may say that a tag does not fit a column that it reached.
   * Who manages only the table may not: the tag may hide from him what the column holds, today or
   * once more leads there.
   *
   * @throws TarnException FORBIDDEN, with the reason
   */
  public void admitClearing(Identity who, TableName table, String tag) {
    Restrictions restrictions = book.rules().restrictions();
    if (!restrictions.masks(tag) || restrictions.hides(tag, who)) {
      admitTagging(who, table, tag);
    }
  }

  /**
   * Ends the request unless the caller may take a tag off a column it was declared for: off his own
   * table everybody may, from whom no mask hides what it marks.
   *
   * @throws TarnException FORBIDDEN, with the reason
   */
  public void admitUntagging(Identity who, TableName table, String tag) {
    if (book.rules().restrictions().hides(tag, who)) {
      admitTagging(who, table, tag);
    }
  }

  private void admitTagging(Identity who, TableName table, String tag) {
    if (!allows(who, Access.manage(Securable.METASTORE))) {
      throw refusal(
          who,
          Access.manage(Securable.of(table)),
          "the tag %s is cleared by those whom each mask of it excepts, or who manage the metastore"
              .formatted(tag));
    }
  }

  /** What ends a request for a reason that the rules do not know, and is written down. */
  public TarnException refusal(Identity who, Access access, String reason) {
    trail.refused(
        who, access.privilege().toString(), List.of(access.securable().toString()), reason);
    return new TarnException(ErrorKind.FORBIDDEN, reason, ASK);
  }
}

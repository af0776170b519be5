package io.tarn.catalog.domain;

import io.tarn.catalog.domain.audit.AuditTrail;
import java.util.ArrayList;
import java.util.List;

/** An audit trail that can be read, and can be made to fail. */
public final class RecordedTrail implements AuditTrail {
  private final List<String> entries = new ArrayList<>();
  private boolean broken;

  /** From now on nothing can be written. */
  public void breakDown() {
    broken = true;
  }

  public List<String> entries() {
    return List.copyOf(entries);
  }

  @Override
  public Entry begin(Identity who, String action, List<String> securables, String reason) {
    return () -> write("%s did %s %s: %s".formatted(who.self(), action, securables, reason));
  }

  @Override
  public void refused(Identity who, String action, List<String> securables, String reason) {
    write("%s was refused %s %s: %s".formatted(who.self(), action, securables, reason));
  }

  private void write(String entry) {
    if (broken) {
      throw new IllegalStateException("the audit log is away");
    }
    entries.add(entry);
  }
}

package io.tarn.local.server;

import io.tarn.local.process.ProcessStarter;
import java.util.List;

/**
 * Under which account PostgreSQL runs: it refuses root, so root needs a way around.
 *
 * @param wrapper commands in front of each of its programs
 * @param handover command that gives a folder to the account; empty when files are its own already
 */
record PostgresAccount(List<String> wrapper, List<String> handover) {
  private static final String NOBODY = "65534";

  static PostgresAccount choose() {
    String user = System.getProperty("user.name");
    // A user without a name is a number that no account has, as some containers run things under.
    if (!"root".equals(user) && !"?".equals(user)) {
      return new PostgresAccount(List.of(), List.of());
    }
    return ProcessStarter.succeeds("unshare", "-U", "--", "true") ? inNamespace() : nobody();
  }

  /** A user namespace in which root is nobody: it owns root's files and yet is not root. */
  static PostgresAccount inNamespace() {
    return new PostgresAccount(List.of("unshare", "-U", "--"), List.of());
  }

  /** Where namespaces are off, as in many containers. */
  static PostgresAccount nobody() {
    return new PostgresAccount(
        List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--"),
        List.of("chown", "-R", NOBODY + ":" + NOBODY));
  }

  /** Whether files must be handed over, and lie where the account can reach them. */
  boolean needsOwnFiles() {
    return !handover.isEmpty();
  }
}

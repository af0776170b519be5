package io.tarn.local.server;

import io.tarn.local.process.ProcessStarter;
import java.nio.file.Path;
import java.util.List;

/**
 * Under which account PostgreSQL runs: it refuses root, so root needs a way around.
 *
 * @param wrapper commands in front of each of its programs
 * @param home where its program and data lie; that account can reach it
 * @param handover command that gives a folder to the account, empty when it is its own already
 */
record PostgresAccount(List<String> wrapper, Path home, List<String> handover) {
  private static final String NOBODY = "65534";

  /**
   * @param home where program and data should lie, when the account can reach it
   */
  static PostgresAccount choose(Path home) {
    String user = System.getProperty("user.name");
    // A user without a name is a number that no account has, as some containers run things under.
    if (!"root".equals(user) && !"?".equals(user)) {
      return new PostgresAccount(List.of(), home, List.of());
    }
    return ProcessStarter.succeeds("unshare", "-U", "--", "true")
        ? inNamespace(home)
        : nobody(home);
  }

  /** A user namespace in which root is nobody: it owns root's files and yet is not root. */
  static PostgresAccount inNamespace(Path home) {
    return new PostgresAccount(List.of("unshare", "-U", "--"), home, List.of());
  }

  /** Where namespaces are off, as in many containers. Nobody cannot look into root's folders. */
  static PostgresAccount nobody(Path home) {
    return new PostgresAccount(
        List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--"),
        Path.of("/var/tmp", "tarn-postgres-" + Integer.toHexString(home.hashCode())),
        List.of("chown", "-R", NOBODY + ":" + NOBODY));
  }
}

package io.tarn.local.command;

import io.tarn.local.server.KeycloakServer;
import io.tarn.local.server.ServerFiles;
import io.tarn.local.state.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The last step of a build: what has to be done once before the servers can start at all. */
@Command(name = "prepare", hidden = true)
public final class PrepareCommand implements Callable<Integer> {
  @Override
  public Integer call() throws IOException {
    Path scratch = Files.createTempDirectory("tarn-prepare-");
    try {
      // It builds itself for its database. No port is used: nothing starts.
      new KeycloakServer(ServerFiles.of(Local.here().checkout()), scratch, 1, 1).prepare();
    } finally {
      new Tree(scratch).delete();
    }
    return 0;
  }
}

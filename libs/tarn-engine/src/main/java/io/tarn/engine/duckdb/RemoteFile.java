package io.tarn.engine.duckdb;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.iceberg.io.InputFile;

/**
 * A file of the store. Whoever has one may read it: a copy that is here already is not asked for
 * again.
 *
 * @param bytes as its table says; it may have no more
 */
record RemoteFile(InputFile file, long bytes) {
  private static final int BUFFER = 1 << 16;

  String location() {
    return file.location();
  }

  /**
   * Copies it, all or nothing.
   *
   * @throws TarnException UNPROCESSABLE when it has more bytes than its table says
   */
  Path download(Path path) {
    Path part = path.resolveSibling(path.getFileName() + ".part");
    try {
      try (InputStream in = file.newStream();
          OutputStream out = Files.newOutputStream(part)) {
        copy(in, out);
      }
      return Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(location() + " cannot be read", e);
    } finally {
      FileCache.delete(part);
    }
  }

  /** Whoever writes a table may not fill the disk of all who read it. */
  private void copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long left = bytes;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      left -= read;
      if (left < 0) {
        throw new TarnException(
            ErrorKind.UNPROCESSABLE,
            "%s has more than the %d bytes that its table says".formatted(location(), bytes),
            "Whoever wrote the table named the file with another length.");
      }
      out.write(buffer, 0, read);
    }
  }
}
